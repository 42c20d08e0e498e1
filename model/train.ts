import process from 'node:process';
import { parseArgs } from 'node:util';
import { readCard, writeArtefact } from './artefact.ts';
import { openBackend } from './backend.ts';
import { type Card, words } from './card.ts';
import { HORIZON_DAYS, type Recipe, recipe, rowsOf } from './dataset.ts';
import { type Evaluation, isWorse } from './evaluate.ts';
import { features } from './features.ts';
import { evaluateBaseline, evaluateNetwork, evaluatePresent, type Rows, trainNetwork } from './learn.ts';

const help = `Trains the churn model on simulated customers and writes model/artefact.

  npm run train -- [options]

  --date YYYY-MM-DD   the date on the card (default: the one on the present card, or today)
  --version V         the version on the card (default 1)
  --customers N       how many customers are simulated (default ${recipe.customers})
  --seed N            another seed for them (default ${recipe.seed})
  --force             save even a model that is worse than the present one or than logistic regression
  --dry-run           save nothing
`;

type Options = { data: Recipe; date: string; version: string; force: boolean; dryRun: boolean };

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
const line = (name: string, { auc, logLoss, ece, liftTopDecile }: Omit<Evaluation, 'deciles'>) =>
  `  ${name.padEnd(20)} AUC ${auc.toFixed(4)}  log loss ${logLoss.toFixed(4)}  ECE ${ece.toFixed(4)}  lift ${liftTopDecile.toFixed(2)}`;

async function readOptions(args: readonly string[]): Promise<Options | null> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ date: text, version: text, customers: text, seed: text },
      ...{ force: flag, 'dry-run': flag, help: flag },
    },
  });
  if (values.help) return null;
  const present = await readCard().catch(() => null);
  const date = values.date ?? present?.date ?? new Date().toISOString().slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new Error(`--date must be yyyy-mm-dd, got "${date}"`);
  const number = (name: 'customers' | 'seed') => {
    const value = Number(values[name] ?? recipe[name]);
    if (Number.isInteger(value) && value > 0) return value;
    throw new Error(`--${name} must be a whole number above 0, got "${values[name]}"`);
  };
  return {
    data: { seed: number('seed'), customers: number('customers') },
    date,
    version: values.version ?? '1',
    force: values.force,
    dryRun: values['dry-run'],
  };
}

async function train({ data, date, version, force, dryRun }: Options): Promise<void> {
  const { tf, name: backend } = await openBackend();
  say(`${backend}; ${data.customers} simulated customers from seed ${data.seed}`);
  const rows: Rows = {
    train: rowsOf(data, 'train'),
    validation: rowsOf(data, 'validation'),
    test: rowsOf(data, 'test'),
  };
  const leavers = rows.test.filter(({ label }) => label === 1).length;
  say(`${rows.train.length} rows to train, ${rows.validation.length} to choose, ${rows.test.length} to test`);
  const network = await trainNetwork(tf, rows, (text) => say(`  ${text}`));
  const evaluation = evaluateNetwork(tf, network, rows.test);
  const { deciles: _, ...baseline } = await evaluateBaseline(tf, rows);
  const present = await evaluatePresent(tf, rows.test);
  say('on the test customers:');
  say(line('this model', evaluation));
  say(line('logistic regression', baseline));
  if (present) say(line('the present model', present));
  for (const { predicted, observed, count } of evaluation.deciles) {
    say(
      `  predicted ${(predicted * 100).toFixed(2)} %  observed ${(observed * 100).toFixed(2)} %  of ${count}`,
    );
  }
  const worse = [
    ...(isWorse(evaluation, baseline) ? ['logistic regression'] : []),
    ...(present && isWorse(evaluation, present) ? ['the present model'] : []),
  ];
  if (worse.length > 0 && !force) {
    throw new Error(`not saved: worse than ${worse.join(' and ')} on the test customers (--force saves it)`);
  }
  if (dryRun) return say('not saved: a dry run');
  const name = 'floorlight-churn';
  const card: Card = {
    name,
    version,
    date,
    predicts: words.predicts,
    architecture: words.architecture,
    evaluation,
    baseline,
    data: {
      ...data,
      description: words.description,
      rows: { train: rows.train.length, validation: rows.validation.length, test: rows.test.length },
      leaveRate: leavers / rows.test.length,
    },
    training: network.training,
    features: features.map(({ id, name, unit }, index) => ({
      id,
      name,
      unit,
      knots: network.features[index]?.knots ?? [],
    })),
    intendedUse: words.intendedUse,
    limits: words.limits,
    notFor: words.notFor,
  };
  const about = { name, version, horizonDays: HORIZON_DAYS, features: network.features };
  await writeArtefact(tf, { model: network.model, about, card });
  say('saved in model/artefact');
}

try {
  const options = await readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(help);
  else await train(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
