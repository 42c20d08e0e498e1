import process from 'node:process';
import { io } from 'socket.io-client';
import { PROTOCOL } from '#domain/protocol.ts';

/** Walls without a screen, for the benchmark: `viewers.ts URL KEY COUNT` prints "ready" when each has its snapshot. */
const [url = '', token = '', count = '0'] = process.argv.slice(2);
const snapshots = Array.from({ length: Number(count) }, () => {
  const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { token } });
  socket.on('connect', () => socket.emit('hello', { protocol: PROTOCOL, board: { kind: 'floor' } }));
  return new Promise<void>((resolve, reject) => {
    socket.once('snapshot', () => resolve());
    socket.once('refused', ({ reason }: { reason: string }) => reject(new Error(`refused: ${reason}`)));
    socket.once('connect_error', reject);
  });
});
await Promise.all(snapshots);
process.stdout.write('ready\n');
