import { expect, it } from 'vitest';
import { createKey, listKeys, revokeKey, verifyKey } from '../../server/adapters/access/keys.ts';
import { createMemoryStore } from '../../server/adapters/store/memory.ts';

const phones = { name: 'phones', scopes: ['ingest'] } as const;

it('a new key is recognised by its text', async () => {
  const store = createMemoryStore();
  const { key, text } = await createKey(store, phones, 1_000);
  expect(text).toMatch(/^fl_[a-z2-7]{8}_[A-Za-z0-9_-]{43}$/);
  expect(await verifyKey(store, text)).toEqual({ ...phones, id: key.id, createdAt: 1_000 });
});

it('the store does not hold what would be needed to use a key', async () => {
  const store = createMemoryStore();
  const { key, text } = await createKey(store, phones, 0);
  const secret = text.slice('fl_12345678_'.length);
  expect(await store.get(`key/${key.id}`)).not.toContain(secret);
});

it('a text that differs in one character opens nothing', async () => {
  const store = createMemoryStore();
  const { text } = await createKey(store, phones, 0);
  const other = text.slice(0, -2) + (text.at(-2) === 'A' ? 'B' : 'A') + text.at(-1);
  expect(await verifyKey(store, other)).toBeNull();
});

it.each([[''], ['fl_'], ['fl_aaaaaaaa_short'], [`fl_aaaaaaaa_${'A'.repeat(43)}`], ['key/aaaaaaaa']])(
  '"%s" is no key',
  async (text) => {
    expect(await verifyKey(createMemoryStore(), text)).toBeNull();
  },
);

it('a revoked key opens nothing, and revoking tells whether there was one', async () => {
  const store = createMemoryStore();
  const { key, text } = await createKey(store, phones, 0);
  expect(await revokeKey(store, key.id)).toBe(true);
  expect(await revokeKey(store, key.id)).toBe(false);
  expect(await verifyKey(store, text)).toBeNull();
});

it('keys are listed oldest first and without their hashes', async () => {
  const store = createMemoryStore();
  await createKey(store, { name: 'second', scopes: ['read', 'import'] }, 2);
  await createKey(store, { name: 'first', scopes: ['ingest'] }, 1);
  const keys = await listKeys(store);
  expect(keys.map(({ name }) => name)).toEqual(['first', 'second']);
  expect(keys.some((key) => 'hash' in key)).toBe(false);
});

it('the bootstrap key has all scopes, and only when there is one', async () => {
  const store = createMemoryStore();
  expect((await verifyKey(store, 'a-bootstrap-key', 'a-bootstrap-key'))?.scopes).toEqual([
    'ingest',
    'import',
    'read',
  ]);
  expect(await verifyKey(store, 'a-bootstrap-kez', 'a-bootstrap-key')).toBeNull();
  expect(await verifyKey(store, '', null)).toBeNull();
});
