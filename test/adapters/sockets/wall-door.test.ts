import { describe, expect, it, vi } from 'vitest';
import { tvCookieOf } from '../../../server/adapters/access/tv.ts';
import { BOOTSTRAP } from '../../support/http.ts';
import { outcomeOf, startWalls, type Wall } from '../../support/walls.ts';

describe('who may hold a socket', () => {
  it('is decided by credential and origin', async () => {
    const { connect, url, signIn, tvToken, keyOf } = await startWalls();
    const cookie = await signIn();
    const tvCookie = `floorlight-tv=${tvCookieOf(tvToken)}`;
    const evil = { origin: 'http://evil.test' };
    const own = { origin: url };
    const cases: [string, Wall, string][] = [
      ['nobody', connect({}), 'not-signed-in'],
      ['nobody of our page', connect(own), 'not-signed-in'],
      ['a session', connect({ ...own, cookie }), 'in'],
      ['a session without an origin', connect({ cookie }), 'not-signed-in'],
      ['a session from elsewhere', connect({ ...evil, cookie }), 'websocket error'],
      ['a key without an origin', connect({}, { token: BOOTSTRAP }), 'in'],
      ['a key in the header', connect({ authorization: `Bearer ${BOOTSTRAP}` }), 'in'],
      ['a key of scope read', connect({}, { token: (await keyOf('read')).text }), 'in'],
      ['a key of scope ingest', connect({}, { token: (await keyOf('ingest')).text }), 'not-signed-in'],
      ['a key from elsewhere', connect(evil, { token: BOOTSTRAP }), 'websocket error'],
      ['a TV by its cookie', connect({ ...own, cookie: tvCookie }), 'in'],
      ['a TV by its token', connect(own, { token: tvToken }), 'in'],
      ['a TV without an origin', connect({}, { token: tvToken }), 'not-signed-in'],
      ['a wrong token', connect(own, { token: 'wrong' }), 'not-signed-in'],
      ['a token that is no text', connect(own, { token: { $ne: 1 } }), 'not-signed-in'],
    ];
    const outcomes = await Promise.all(cases.map(async ([who, socket]) => [who, await outcomeOf(socket)]));
    expect(outcomes).toEqual(cases.map(([who, , outcome]) => [who, outcome]));
  });

  it('is answered over WebSocket only', async () => {
    const { url } = await startWalls();
    const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
    expect(answer.status).toBe(400);
  });

  it('has at most 20 in one session', async () => {
    const { connect, url, signIn, wall } = await startWalls();
    const headers = { origin: url, cookie: await signIn() };
    const sockets = Array.from({ length: 20 }, () => connect(headers));
    expect(new Set(await Promise.all(sockets.map(outcomeOf)))).toEqual(new Set(['in']));
    expect(await outcomeOf(connect(headers))).toBe('too-many');
    expect(wall.count()).toBe(20);
    sockets[0]?.disconnect();
    await vi.waitFor(() => expect(wall.count()).toBe(19));
    expect(await outcomeOf(connect(headers))).toBe('in');
  });
});
