import { FloorlightError } from '#domain/errors.ts';
import { parseEvent } from '#domain/event.ts';
import type { Intake, IntakeOptions, Result } from '../../server/ports/intake.ts';

/** An intake that remembers identities only; `isAway` makes it fail as one without a ledger does. */
export type FakeIntake = Intake & {
  isAway: boolean;
  readonly portions: { readonly size: number; readonly options: IntakeOptions | undefined }[];
};

export function createFakeIntake(): FakeIntake {
  const known = new Map<string, string>();
  const fake: FakeIntake = {
    isAway: false,
    portions: [],
    async take(inputs, options) {
      if (fake.isAway) throw new FloorlightError('LEDGER_UNAVAILABLE', 'connect ECONNREFUSED 10.0.0.7:6379');
      fake.portions.push({ size: inputs.length, options });
      return inputs.map(resultOf);
    },
    async note() {},
  };

  function resultOf(input: unknown): Result {
    const parsed = parseEvent(input);
    if ('refusal' in parsed) {
      const { field, rule } = parsed.refusal;
      return { source: null, id: null, verdict: 'rejected', reason: `${field}: ${rule}` };
    }
    const { source, id } = parsed.event;
    const content = JSON.stringify(parsed.event);
    const before = known.get(`${source} ${id}`);
    known.set(`${source} ${id}`, before ?? content);
    return {
      source,
      id,
      verdict: before === undefined ? 'created' : before === content ? 'duplicate' : 'conflict',
    };
  }
  return fake;
}
