import type { EventSource, SourceContext } from '../../../ports/event-source.ts';
import type { QualityNote } from '../../../ports/intake.ts';
import type { CloudEvent } from './cloud-event.ts';
import { type Converter, createConverter } from './converter.ts';
import type { ConverterState } from './converter-state.ts';
import { createFollower, type Follower } from './follower.ts';
import type { Position } from './log-files.ts';
import { createNoteBook } from './note-book.ts';
import { readLine } from './read-line.ts';
import { createWake, watchLog } from './wake.ts';

export type AsteriskTailSettings = {
  /** What its events name as their source, such as `asterisk/pbx1`. */
  readonly name: string;
  readonly path: string;
  readonly site?: string;
  readonly aliases?: Readonly<Record<string, string>>;
};

const BATCH = 500;
const POLL_MS = 250;
const BACK_OFF_MS = { first: 50, longest: 5_000 };
/** What happened longer ago than this goes in as history. */
const LIVE_MS = 60_000;
/** A second is over when it is over, and a little later for the writer. */
const SETTLE_MS = 1_050;

type Saved = { readonly version: 1; readonly position: Position; readonly state: ConverterState };

/**
 * Follows a queue_log. Promises: no line is skipped, whatever happens to the file, to Floorlight or to the ledger;
 * lines may be handed over again after a crash, as the same events.
 */
export function createAsteriskTail(settings: AsteriskTailSettings, context: SourceContext): EventSource {
  const { intake, store, clock, log } = context;
  const { name, path, site, aliases } = settings;
  const key = `tail/${name}`;
  const about = { source: name, ...(site === undefined ? {} : { site }), ...(aliases ? { aliases } : {}) };

  return {
    name,
    async start() {
      const wake = createWake();
      const watching = watchLog(path, wake.wake);
      const notes = createNoteBook();
      let reading: { follower: Follower; converter: Converter } | null = null;
      let outgoing: CloudEvent[] = [];
      let outgoingNotes: QualityNote[] = [];
      let stopped = false;
      let unsaved = false;
      let savedAt = 0;
      let saveCostMs = 0;

      async function begin() {
        const text = await store.get(key);
        // Written by this very adapter under this very name.
        const saved = text === null ? null : (JSON.parse(text) as Saved);
        const lost = () => {
          notes.add([{ kind: 'lost-file' }], '');
          log.warn(
            { source: name, path },
            'the log in which reading stopped is gone; going on with the new one',
          );
        };
        const follower = createFollower(path, { from: saved?.position ?? null, lost });
        return { follower, converter: createConverter(about, saved?.state) };
      }

      /** Hands over everything that waits; whatever cannot be handed over now is still there after the error. */
      async function handOver(): Promise<void> {
        while (outgoing.length > 0) {
          const history = isHistory(outgoing[0]!);
          const other = outgoing.findIndex((event) => isHistory(event) !== history);
          const batch = outgoing.slice(0, Math.min(BATCH, other < 0 ? BATCH : other));
          await intake.take(batch, history ? { history } : {});
          outgoing = outgoing.slice(batch.length);
          unsaved = true;
        }
        outgoingNotes.push(...notes.take(name));
        if (outgoingNotes.length === 0) return;
        await intake.note(outgoingNotes);
        outgoingNotes = [];
      }

      const isHistory = (event: CloudEvent): boolean => Date.parse(event.time) < clock.now() - LIVE_MS;

      /** A big memory is written down less often: what is read again after a crash is known by its ids. */
      async function save(force: boolean): Promise<void> {
        const position = reading?.follower.position() ?? null;
        if (!reading || !position || !unsaved) return;
        const now = performance.now();
        if (!force && now - savedAt < saveCostMs) return;
        const saved: Saved = { version: 1, position, state: reading.converter.state() };
        const text = JSON.stringify(saved);
        await store.set(key, text);
        savedAt = now;
        saveCostMs = 200 + text.length / 50;
        unsaved = false;
      }

      /** One step of the loop; `false` when there is nothing to do but wait. */
      async function step(): Promise<boolean> {
        await handOver();
        reading ??= await begin();
        const { follower, converter } = reading;
        const raws = await follower.read();
        if (raws === null) {
          const second = converter.pendingSecond();
          if (second !== null && clock.now() >= second * 1_000 + SETTLE_MS)
            outgoing.push(...converter.settle());
          await handOver();
          await save(false);
          return false;
        }
        for (const raw of raws) {
          const read = readLine(raw);
          notes.add(read.notes, raw.text);
          if (read.line) outgoing.push(...converter.convert(read.line));
        }
        unsaved = true;
        await handOver();
        await save(false);
        return true;
      }

      function restMs(): number {
        const second = reading?.converter.pendingSecond() ?? null;
        if (second === null) return POLL_MS;
        return Math.max(1, Math.min(POLL_MS, second * 1_000 + SETTLE_MS - clock.now()));
      }

      async function run(): Promise<void> {
        let waitMs = BACK_OFF_MS.first;
        while (!stopped) {
          try {
            const busy = await step();
            waitMs = BACK_OFF_MS.first;
            if (busy || stopped) continue;
            watching.check();
            await wake.sleep(restMs());
          } catch (error) {
            log.warn(
              { source: name, path, error: String(error), waitMs },
              'could not hand lines over; trying again',
            );
            const until = performance.now() + waitMs;
            while (!stopped && performance.now() < until) await wake.sleep(until - performance.now());
            waitMs = Math.min(BACK_OFF_MS.longest, waitMs * 2);
          }
        }
      }

      const running = run();
      return {
        async stop() {
          stopped = true;
          wake.wake();
          watching.stop();
          await running;
          if (outgoing.length === 0) {
            await save(true).catch((error: unknown) =>
              log.warn({ source: name, error: String(error) }, 'could not remember where reading stopped'),
            );
          }
          await reading?.follower.close();
        },
      };
    },
  };
}
