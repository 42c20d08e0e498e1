import { parseArgs } from 'node:util';
import { createKey, listKeys, revokeKey, type Scope, scopes } from '../adapters/access/keys.ts';
import { loadConfig } from '../config.ts';
import { systemClock } from '../ports/clock.ts';
import { type Command, commandGroup, UsageError } from './command.ts';
import { withStore } from './redis.ts';

const create: Command = {
  name: 'create',
  summary: 'make a key and print it; it is shown this once',
  usage: `Usage: floorlight key create --name NAME --scope SCOPE [--scope SCOPE ...]

  --name NAME    what it is for, such as "phones"
  --scope SCOPE  ingest: hand in events; import: hand in history of any age; read: ask for figures

The key is the only line on standard output. It is kept as a hash: nobody can show it again.`,
  async run(args, io) {
    const { values } = parseArgs({
      args,
      options: { name: { type: 'string' }, scope: { type: 'string', multiple: true } },
    });
    const name = values.name?.trim() ?? '';
    if (name === '' || name.length > 100) throw new UsageError('--name must have 1 to 100 characters');
    const wanted = [...new Set((values.scope ?? []).flatMap((scope) => scope.split(',')))];
    if (wanted.length === 0 || !wanted.every(isScope)) {
      throw new UsageError(`--scope must be one of ${scopes.join(', ')}, got "${wanted.join(', ')}"`);
    }
    const { key, text } = await withStore(loadConfig(io.environment), io, (store) =>
      createKey(store, { name, scopes: wanted }, systemClock.now()),
    );
    io.out(text);
    io.say(`Key ${key.id} "${name}" may ${wanted.join(', ')}. Write it down: it is shown this once.`);
    return 0;
  },
};

const list: Command = {
  name: 'list',
  summary: 'list the keys, oldest first',
  usage: `Usage: floorlight key list

Prints id, creation time, scopes and name of every key, separated by tabs.`,
  async run(args, io) {
    parseArgs({ args, options: {} });
    const keys = await withStore(loadConfig(io.environment), io, listKeys);
    for (const { id, createdAt, scopes: held, name } of keys) {
      io.out([id, new Date(createdAt).toISOString(), held.join(','), name].join('\t'));
    }
    if (keys.length === 0) io.say('There are no keys.');
    return 0;
  },
};

const revoke: Command = {
  name: 'revoke',
  summary: 'make a key open nothing any more',
  usage: `Usage: floorlight key revoke ID [ID ...]

ID is the first column of "floorlight key list".`,
  async run(args, io) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    if (positionals.length === 0) throw new UsageError('the id of a key is missing');
    const unknown = await withStore(loadConfig(io.environment), io, async (store) => {
      const missing: string[] = [];
      for (const id of positionals) if (!(await revokeKey(store, id))) missing.push(id);
      return missing;
    });
    for (const id of unknown) io.say(`There is no key ${id}.`);
    return unknown.length === 0 ? 0 : 1;
  },
};

export const keyCommand = commandGroup('key', 'make, list and revoke API keys', [create, list, revoke]);

const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);
