import { Agent, request } from 'node:http';
import { KEY } from './server.ts';

export type Sent = { readonly ms: number; readonly answer: Buffer };
export type Sender = {
  /** Posts a body that is already text; rejects unless it is answered with 200. */
  post(body: Buffer, type: string): Promise<Sent>;
  close(): void;
};

export const BATCH = 'application/cloudevents-batch+json';
export const ONE = 'application/cloudevents+json';

/** Posts events over connections that stay open, as few things as possible between us and the server. */
export function createSender(url: string, connections: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  const { hostname, port } = new URL(url);
  return {
    post: (body, type) =>
      new Promise((resolve, reject) => {
        const startedAt = performance.now();
        const headers = {
          authorization: `Bearer ${KEY}`,
          'content-type': type,
          'content-length': body.length,
        };
        const posting = request({ agent, hostname, port, method: 'POST', path: '/v1/events', headers });
        posting.on('error', reject);
        posting.on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = Buffer.concat(chunks);
            if (response.statusCode === 200) resolve({ ms: performance.now() - startedAt, answer });
            else
              reject(new Error(`answered with ${response.statusCode}: ${answer.toString().slice(0, 300)}`));
          });
        });
        posting.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Sends bodies in their order over all connections at once, each connection one after the other. */
export async function sendAll(
  sender: Sender,
  bodies: readonly Buffer[],
  { type, connections }: { readonly type: string; readonly connections: number },
): Promise<{ readonly seconds: number; readonly sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
        sent.push(await sender.post(body, type));
      }
    }),
  );
  return { seconds: (performance.now() - startedAt) / 1_000, sent };
}

/** How many events the answers call new. */
export function createdIn(sent: readonly Sent[]): number {
  const answers = sent.map(
    ({ answer }) => JSON.parse(answer.toString()) as { results: { verdict: string }[] },
  );
  return answers.flatMap(({ results }) => results).filter(({ verdict }) => verdict === 'created').length;
}
