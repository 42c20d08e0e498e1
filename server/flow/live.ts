import { FloorlightError } from '#domain/errors.ts';
import type { Ledger, Note } from '../ports/ledger.ts';
import { createSiteState, type SiteState } from './site-state.ts';
import type { Sites } from './sites.ts';

/** How old a copy may be that nothing was heard about: what heals a lost note. */
const HEAL_MS = 5_000;

/** Keeps a copy of the present of each site that somebody asks for. */
export function createLive({ ledger, sites, now }: { ledger: Ledger; sites: Sites; now: () => number }) {
  const states = new Map<string, { state: SiteState; readAt: number; reading: Promise<void> | null }>();
  const stop = ledger.listen((note: Note) => states.get(note.site)?.state.hear(note));

  function entryOf(site: string) {
    let entry = states.get(site);
    if (!entry) {
      entry = {
        state: createSiteState({ site, ledger, sites, now }),
        readAt: Number.NEGATIVE_INFINITY,
        reading: null,
      };
      states.set(site, entry);
    }
    return entry;
  }

  /** The site's present, read again where it changed. Two callers at once share one read. */
  async function at(site: string): Promise<SiteState> {
    const entry = entryOf(site);
    // A read that is under way may have begun before the change that the caller wants to see.
    while (entry.reading) await entry.reading.catch(() => {});
    const heal = now() - entry.readAt >= HEAL_MS;
    entry.reading = heal ? entry.state.reload() : entry.state.refresh();
    try {
      await entry.reading;
      if (heal) entry.readAt = now();
    } catch (cause) {
      throw cause instanceof FloorlightError
        ? cause
        : new FloorlightError('LEDGER_UNAVAILABLE', undefined, { cause });
    } finally {
      entry.reading = null;
    }
    return entry.state;
  }

  return { at, close: stop };
}
export type LiveSites = ReturnType<typeof createLive>;
