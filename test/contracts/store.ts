import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../server/ports/store.ts';

/** What every store promises. */
export function storeContract(title: string, open: () => Promise<{ store: Store; close(): Promise<void> }>) {
  describe(`the ${title} store`, () => {
    let store: Store;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ store, close } = await open());
    });
    afterAll(() => close());

    it('has nothing under a name that was never set', async () => {
      expect(await store.get('nothing')).toBeNull();
    });

    it('keeps the last text that was set under a name', async () => {
      await store.set('text', 'first');
      await store.set('text', 'zweiter 二番目 \u0000 \n');
      expect(await store.get('text')).toBe('zweiter 二番目 \u0000 \n');
    });

    it('keeps an empty text apart from nothing', async () => {
      await store.set('empty', '');
      expect(await store.get('empty')).toBe('');
      expect(await store.add('empty', 'more')).toBe(false);
    });

    it('adds only what is not there yet', async () => {
      expect(await store.add('added', 'first')).toBe(true);
      expect(await store.add('added', 'second')).toBe(false);
      expect(await store.get('added')).toBe('first');
    });

    it('lets exactly one of many who add at the same time win', async () => {
      const tries = await Promise.all(
        Array.from({ length: 20 }, (_, index) => store.add('race', `${index}`)),
      );
      expect(tries.filter(Boolean)).toHaveLength(1);
    });

    it('forgets what is removed, also when it was not there', async () => {
      await store.set('removed', 'text');
      await store.remove('removed');
      await store.remove('removed');
      expect(await store.get('removed')).toBeNull();
      expect(await store.add('removed', 'again')).toBe(true);
    });

    it('names what begins with a prefix, and nothing else', async () => {
      await Promise.all(['key/a', 'key/b', 'keyring', 'session/a'].map((name) => store.set(name, 'x')));
      expect([...(await store.names('key/'))].sort()).toEqual(['key/a', 'key/b']);
      expect(await store.names('none/')).toEqual([]);
    });

    it('takes the characters of a prefix as themselves', async () => {
      await Promise.all(['odd[a]*?\\^-/1', 'odda/2', 'odd-/3'].map((name) => store.set(name, 'x')));
      expect(await store.names('odd[a]*?\\^-/')).toEqual(['odd[a]*?\\^-/1']);
      expect(await store.names('odd-/')).toEqual(['odd-/3']);
    });

    it('names many', async () => {
      const names = Array.from({ length: 3_000 }, (_, index) => `many/${index}`);
      await Promise.all(names.map((name) => store.set(name, 'x')));
      expect([...(await store.names('many/'))].sort()).toEqual(names.sort());
    });

    it('lets an entry go away by itself', async () => {
      await store.set('brief/set', 'text', { ttlMs: 30 });
      expect(await store.add('brief/added', 'text', { ttlMs: 30 })).toBe(true);
      await vi.waitFor(async () => expect(await store.get('brief/set')).toBeNull());
      await vi.waitFor(async () => expect(await store.add('brief/added', 'again')).toBe(true));
      expect(await store.names('brief/')).toEqual(['brief/added']);
    });

    it('keeps for good what is set again without an end', async () => {
      await store.set('longer', 'text', { ttlMs: 30 });
      await store.set('witness', 'text', { ttlMs: 30 });
      await store.set('longer', 'text');
      await vi.waitFor(async () => expect(await store.get('witness')).toBeNull());
      expect(await store.get('longer')).toBe('text');
    });
  });
}
