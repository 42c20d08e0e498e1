import { expect, it } from 'vitest';
import { startHttp } from '../../support/http.ts';

it('says that it lives to everybody', async () => {
  const { app } = await startHttp({ docs: true });
  const answer = await app.inject('/livez');
  expect([answer.statusCode, answer.json()]).toEqual([200, { alive: true }]);
});
