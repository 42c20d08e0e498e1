import type { Metric } from '../metric.ts';
import { abandoned } from './abandoned.ts';
import { abandonmentRate } from './abandonment-rate.ts';
import { agentProductivity } from './agent-productivity.ts';
import { agentsByState } from './agents-by-state.ts';
import { answered } from './answered.ts';
import { avgAbandonTime } from './average-abandon-time.ts';
import { aht } from './average-handling-time.ts';
import { avgHold } from './average-hold.ts';
import { aov } from './average-order-value.ts';
import { asa } from './average-speed-of-answer.ts';
import { avgTalk } from './average-talk.ts';
import { avgWrapup } from './average-wrapup.ts';
import { backlog } from './backlog.ts';
import { backlogAge } from './backlog-age.ts';
import { churnRate } from './churn-rate.ts';
import { conversionRate } from './conversion-rate.ts';
import { ces } from './customer-effort.ts';
import { cesMean } from './customer-effort-mean.ts';
import { clv } from './customer-lifetime-value.ts';
import { clvSimple } from './customer-lifetime-value-simple.ts';
import { csat } from './customer-satisfaction.ts';
import { csatMean } from './customer-satisfaction-mean.ts';
import { fcr } from './first-contact-resolution.ts';
import { fcrMatured } from './first-contact-resolution-matured.ts';
import { firstResolutionTime } from './first-resolution-time.ts';
import { firstResponseTime } from './first-response-time.ts';
import { flowedOut } from './flowed-out.ts';
import { clvToAcquisitionCost } from './lifetime-value-to-acquisition-cost.ts';
import { longestWait } from './longest-wait.ts';
import { nps } from './net-promoter-score.ts';
import { occupancy } from './occupancy.ts';
import { offered } from './offered.ts';
import { oldestTicket } from './oldest-ticket.ts';
import { reopenRate } from './reopen-rate.ts';
import { repeatRate } from './repeat-rate.ts';
import { retentionRate } from './retention-rate.ts';
import { revenueChurnRate } from './revenue-churn-rate.ts';
import { serviceLevel } from './service-level.ts';
import { shortAbandoned } from './short-abandoned.ts';
import { slaMet } from './sla-met.ts';
import { surveyResponseRate } from './survey-response-rate.ts';
import { ticketsCreated } from './tickets-created.ts';
import { ticketsReopened } from './tickets-reopened.ts';
import { ticketsResolved } from './tickets-resolved.ts';
import { timeToResolution } from './time-to-resolution.ts';
import { transferRate } from './transfer-rate.ts';
import { waiting } from './waiting.ts';

/** THE list: a line here adds the metric everywhere, in this order. */
export const metrics: readonly Metric[] = [
  offered,
  answered,
  abandoned,
  shortAbandoned,
  flowedOut,
  waiting,
  abandonmentRate,
  serviceLevel,
  asa,
  longestWait,
  avgAbandonTime,
  aht,
  avgTalk,
  avgHold,
  avgWrapup,
  transferRate,
  agentsByState,
  occupancy,
  agentProductivity,
  fcr,
  fcrMatured,
  repeatRate,
  csat,
  csatMean,
  nps,
  ces,
  cesMean,
  surveyResponseRate,
  ticketsCreated,
  ticketsResolved,
  ticketsReopened,
  reopenRate,
  backlog,
  backlogAge,
  oldestTicket,
  firstResponseTime,
  slaMet,
  firstResolutionTime,
  timeToResolution,
  conversionRate,
  aov,
  retentionRate,
  churnRate,
  revenueChurnRate,
  clv,
  clvSimple,
  clvToAcquisitionCost,
];

export const metricById: ReadonlyMap<string, Metric> = new Map(metrics.map((metric) => [metric.id, metric]));
