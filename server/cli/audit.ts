import { parseArgs } from 'node:util';
import { createMemoryLedger } from '../adapters/ledger/memory/ledger.ts';
import { loadConfig } from '../config.ts';
import { type Audit, auditSite, rebuildSite } from '../flow/audit.ts';
import { systemClock } from '../ports/clock.ts';
import type { Command, Io } from './command.ts';
import { logOf } from './redis.ts';
import { openCommandWorkplace } from './workplace.ts';

const SHOWN = 20;
type Work = typeof auditSite;

/** Does the work for the sites asked for, or for all, and gives the audits by site. */
async function overSites(args: string[], io: Io, work: Work): Promise<Map<string, Audit>> {
  const { values } = parseArgs({ args, options: { site: { type: 'string' } } });
  const place = await openCommandWorkplace(loadConfig(io.environment), logOf(io));
  try {
    const audits = new Map<string, Audit>();
    for (const site of values.site ? [values.site] : await place.ledger.sites()) {
      io.say(`site ${site}: computing every sum anew from the raw events`);
      const desk = { ledger: place.ledger, apply: place.apply, sites: place.sites, now: systemClock.now };
      audits.set(site, await work(desk, site, createMemoryLedger()));
    }
    return audits;
  } finally {
    await place.close();
  }
}

function show(io: Io, site: string, { events, sums, differences }: Audit): void {
  io.out(`site ${site}: ${events} events, ${sums} sums, ${differences.length} differences`);
  for (const { cube, day, group, slot, fact, add } of differences.slice(0, SHOWN)) {
    const when = slot === null ? day : new Date(slot).toISOString();
    io.out(`  ${when} ${cube} ${group} ${fact}: ${add > 0 ? 'too low' : 'too high'} by ${Math.abs(add)}`);
  }
  if (differences.length > SHOWN) io.out(`  and ${differences.length - SHOWN} more`);
}

export const auditCommand: Command = {
  name: 'audit',
  summary: 'compute every sum anew from the raw events, and compare',
  usage: `Usage: floorlight audit [--site SITE]

Works while the server runs. Prints what differs and exits with 1 if anything does;
"floorlight rebuild" mends it.`,
  async run(args, io) {
    const audits = await overSites(args, io, auditSite);
    for (const [site, audit] of audits) show(io, site, audit);
    return [...audits.values()].every(({ differences }) => differences.length === 0) ? 0 : 1;
  },
};

export const rebuildCommand: Command = {
  name: 'rebuild',
  summary: 'bring every sum to what the raw events say',
  usage: `Usage: floorlight rebuild [--site SITE]

Brings what every timeline adds to the sums up to the definitions in force, then mends
each sum that differs from a computation from scratch. Works while the server runs.`,
  async run(args, io) {
    const audits = await overSites(args, io, rebuildSite);
    for (const [site, audit] of audits) {
      show(io, site, audit);
      if (audit.differences.length > 0) io.out(`site ${site}: mended`);
    }
    return 0;
  },
};
