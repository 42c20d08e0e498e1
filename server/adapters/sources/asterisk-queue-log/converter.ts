import { agentLineOf } from './agent-line.ts';
import { settleAgents } from './agents.ts';
import { prune } from './calls.ts';
import { type CloudEvent, cloudEvent } from './cloud-event.ts';
import { eventsOfCall, ofLeg, ofRound, type Saying } from './contact-events.ts';
import { type ConverterState, emptyMemory, loadMemory, type Pending, saveMemory } from './converter-state.ts';
import { digest, isCall, nameOf } from './identity.ts';
import type { LogLine } from './read-line.ts';

export type ConverterSettings = {
  /** What its events name as their source. */
  readonly source: string;
  readonly site?: string;
  /** Names of agents by what the log calls them, such as `SIP/551`. */
  readonly aliases?: Readonly<Record<string, string>>;
};

/**
 * Lines to events, without clock or chance: the same lines give the same events, however often and in whatever order
 * lines of one second come. Agents and restarts are settled when their second is over.
 */
export type Converter = {
  convert(line: LogLine): CloudEvent[];
  /** The second that still waits for its end, if any. */
  pendingSecond(): number | null;
  /** Ends that second. */
  settle(): CloudEvent[];
  state(): ConverterState;
};

export function createConverter(settings: ConverterSettings, saved?: ConverterState): Converter {
  const memory = saved ? loadMemory(saved) : emptyMemory();
  const aliases = new Map(Object.entries(settings.aliases ?? {}));
  const saying: Saying = {
    source: settings.source,
    site: settings.site,
    agentOf: (written) => aliases.get(written) ?? written,
  };

  function settle(): CloudEvent[] {
    const { pending } = memory;
    if (!pending) return [];
    memory.pending = null;
    return [...reports(pending), ...(pending.restarted ? closings(pending.epoch) : [])];
  }

  function reports({ agents, epoch }: Pending): CloudEvent[] {
    return settleAgents(memory.agents, agents, epoch).map(({ agent, state, reason, queues, offsetMs }) => {
      const known = queues.flatMap((queue) => nameOf(queue) ?? []).slice(0, 100);
      const id = digest(JSON.stringify(['agent.changed', epoch, agent, state, reason, known]));
      const data = { agent, state, reason: nameOf(reason), queues: known, site: saying.site };
      const atMs = epoch * 1_000 + offsetMs;
      return cloudEvent({ id, source: saying.source, type: 'agent.changed', atMs, data });
    });
  }

  /** Asterisk started anew, so no call from before goes on: how it ended, nobody knows. */
  function closings(epoch: number): CloudEvent[] {
    const events: CloudEvent[] = [];
    const attributes = { closed: 'unknown' };
    const close = (type: 'contact.left' | 'contact.ended', data: Record<string, unknown>, of: unknown[]) => {
      const id = digest(JSON.stringify([type, epoch, ...of]));
      const event = { id, source: saying.source, type, atMs: epoch * 1_000, data: { ...data, attributes } };
      events.push(cloudEvent(event));
    };
    for (const [callId, call] of memory.calls.byId) {
      for (const [queue, rounds] of call.rounds) {
        for (const round of rounds) {
          const spot = { callId, call, queue, round };
          if (!round.left && round.legs.length === 0 && round.at < epoch) {
            round.left = true;
            close('contact.left', { ...ofRound(saying, spot), reason: 'system' }, [callId, queue, round.at]);
          }
          for (const leg of round.legs) {
            if (leg.until !== null || leg.at >= epoch) continue;
            leg.until = epoch;
            const data = { ...ofLeg(saying, spot, leg.agent, leg.at), endedBy: 'system' };
            close('contact.ended', data, [callId, queue, round.at, leg.agent, leg.at]);
          }
        }
      }
    }
    for (const talk of memory.calls.talks.values()) if (talk.at < epoch) talk.until ??= epoch;
    return events;
  }

  function pendingOf(line: LogLine): Pending {
    memory.pending ??= { epoch: line.epoch, restarted: false, agents: [] };
    return memory.pending;
  }

  function note(line: LogLine): void {
    if (line.row.does === 'restart') pendingOf(line).restarted = true;
    const about = agentLineOf(line, saying.agentOf);
    if (!about) return;
    if (about.change === 'seen' && memory.agents.get(about.agent)?.queues.has(about.queue)) return;
    pendingOf(line).agents.push(about);
  }

  return {
    convert(line) {
      if (line.row.does === 'nothing') return [];
      const settled = memory.pending !== null && memory.pending.epoch !== line.epoch ? settle() : [];
      prune(memory.calls, line.epoch);
      note(line);
      if (!isCall(line.callId)) return settled;
      return [...settled, ...eventsOfCall(memory.calls, saying, line)];
    },
    pendingSecond: () => memory.pending?.epoch ?? null,
    settle,
    state: () => saveMemory(memory),
  };
}
