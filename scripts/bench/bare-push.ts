import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { Server } from 'socket.io';
import type { Bench } from './bench.ts';
import { openPage } from './browser.ts';
import { type Latency, latencyOf, probe } from './probe.ts';
import { createSender, ONE } from './sender.ts';
import { watch } from './watch.ts';

const SAMPLES = 100;

/** A page with one number and a socket that speaks just enough of the protocol to hear it. */
const page = `<!doctype html><body><p id="number" data-value="0">0</p><script>
  const socket = new WebSocket('ws://' + location.host + '/socket.io/?EIO=4&transport=websocket');
  socket.onmessage = ({ data }) => {
    if (data[0] === '0') socket.send('40');
    else if (data === '2') socket.send('3');
    else if (data.startsWith('42')) {
      const value = JSON.parse(data.slice(2))[1];
      const element = document.getElementById('number');
      element.dataset.value = value;
      element.textContent = value;
    }
  };
</script></body>`;

/** The same way without anything on it: a request comes in, a number goes out to a page. Nothing is checked or kept. */
export async function barePush(bench: Bench, browser: Browser): Promise<Latency> {
  bench.say('a bare page on a bare socket');
  const http = createServer((request, response) => {
    if (request.method === 'GET') return void response.setHeader('content-type', 'text/html').end(page);
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      response.end();
      io.volatile.emit('number', (JSON.parse(text) as { value: string }).value);
    });
  });
  const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // Listening on a port of its own, so the address is not the name of a pipe.
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const sender = createSender(url, 1);
  bench.defer(() => io.close());
  bench.defer(sender.close);
  const wall = await openPage(browser);
  await wall.goto(url);
  const read = await watch(wall, '#number');
  const sent = await probe(
    SAMPLES,
    (body) => sender.post(body, ONE),
    (nth) => [{ body: Buffer.from(JSON.stringify({ value: String(nth + 1) })), value: String(nth + 1) }],
  );
  const latency = latencyOf(sent, await read());
  await wall.close();
  sender.close();
  await io.close();
  return latency;
}
