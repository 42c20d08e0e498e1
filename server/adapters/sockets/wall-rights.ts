import { z } from 'zod';
import { type BoardRequest, PROTOCOL, type Refused } from '#domain/protocol.ts';
import type { Principal } from '../access/principal.ts';

const site = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
  .exactOptional();
const Hello = z.strictObject({
  protocol: z.literal(PROTOCOL),
  board: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('floor'), site }),
    z.strictObject({ kind: z.literal('me'), site, agent: z.string().min(1).max(200) }),
    z.strictObject({ kind: z.literal('retention'), site }),
  ]),
});

/** What a wall asks for by its hello, or why it does not get it. */
export function readHello(
  hello: unknown,
  principal: Principal,
): { board: BoardRequest } | { reason: Refused } {
  const protocol = (hello as { protocol?: unknown } | null | undefined)?.protocol;
  if (protocol !== PROTOCOL) return { reason: 'protocol' };
  const read = Hello.safeParse(hello);
  if (!read.success) return { reason: 'bad-request' };
  const needed = read.data.board.kind === 'floor' ? 'floor' : 'read';
  return principal.rights.has(needed) ? { board: read.data.board } : { reason: 'not-allowed' };
}
