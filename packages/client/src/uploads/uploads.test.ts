import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import { testClock } from '../testing/test-clock.ts';

const MEGABYTE = 1024 * 1024;
const clock = testClock();

/** A server that reads an upload as it pleases. */
async function uploadServer(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { uploads } = createClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'secret',
    clock,
  });
  return {
    uploads,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends back what arrived, as read by somebody else's reader of forms. */
async function echo(request: IncomingMessage, response: ServerResponse) {
  const body = new Uint8Array(await bodyOf(request));
  const form = await new Response(body, {
    headers: { 'content-type': request.headers['content-type']! },
  }).formData();
  const file = form.get('file') as File;
  const sha256 = createHash('sha256')
    .update(new Uint8Array(await file.arrayBuffer()))
    .digest('hex');
  response.end(JSON.stringify({ id: file.name, sha256, bytes: file.size }));
}

/** A stream of `megabytes`, and how much of it was taken. */
function megabytesOf(megabytes: number) {
  const taken = { bytes: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (taken.bytes >= megabytes * MEGABYTE) return controller.close();
        taken.bytes += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024).fill(7));
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken };
}

it('sends several files at once, byte for byte, and tells how far each is', async () => {
  await using server = await uploadServer(echo);
  const content = Buffer.alloc(3 * MEGABYTE, 'song\r\n--');
  const shares: (number | null)[] = [];
  const [blob, file, stream] = await Promise.all([
    server.uploads.create(new Blob([content]), { onProgress: ({ share }) => shares.push(share) }),
    server.uploads.create(new File(['la'], 'söng "1".mp3')),
    server.uploads.create(megabytesOf(1).stream, { name: 'take.wav' }),
  ]);
  expect(blob.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  expect(file).toMatchObject({ id: 'söng "1".mp3', bytes: 2 });
  expect(stream).toMatchObject({ id: 'take.wav', bytes: MEGABYTE });
  expect(shares).toEqual([...shares].sort((a, b) => a! - b!));
  expect(shares.at(-1)).toBe(1);
});

it('[PERF-1] reads no more of a file than the server takes', async () => {
  const arrived = Promise.withResolvers<IncomingMessage>();
  await using server = await uploadServer((request, response) => {
    request.pause();
    request.on('end', () => response.end('{"id":"u1"}'));
    arrived.resolve(request);
  });
  const { stream, taken } = megabytesOf(40);
  const sending = server.uploads.create(stream);
  const request = await arrived.promise;
  // What sockets hold is theirs; the rest of the file waits where it is.
  const settled = async () => {
    const before = taken.bytes;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return taken.bytes === before && before > 0;
  };
  await expect.poll(settled, { timeout: 5_000 }).toBe(true);
  expect(taken.bytes).toBeLessThan(20 * MEGABYTE);
  request.resume();
  expect(await sending).toEqual({ id: 'u1' });
  expect(taken.bytes).toBe(40 * MEGABYTE);
});

it('refuses more than 50 MB: before it is sent where the size is known, and on the way otherwise', async () => {
  let count = 0;
  await using server = await uploadServer(async (request, response) => {
    count += 1;
    await bodyOf(request).catch(() => undefined);
    response.end('{}');
  });
  const tooLarge = { code: 'payload_too_large', retryable: false, status: null };
  const file = new Blob([new Uint8Array(50 * MEGABYTE + 1)]);
  await expect(server.uploads.create(file)).rejects.toMatchObject(tooLarge);
  expect(count).toBe(0);
  const { stream, taken } = megabytesOf(60);
  await expect(server.uploads.create(stream)).rejects.toMatchObject(tooLarge);
  expect(taken.bytes).toBeLessThan(51 * MEGABYTE);
});

it("carries the server's refusal, and gives up with the caller or when nothing moves for a minute", async () => {
  let answer = (request: IncomingMessage, response: ServerResponse): unknown => {
    request.resume();
    return request.on('end', () =>
      response.writeHead(400).end('{"code":"validation_failed","detail":"No audio."}'),
    );
  };
  await using server = await uploadServer((request, response) => answer(request, response));
  const file = new Blob(['la']);
  await expect(server.uploads.create(file)).rejects.toMatchObject({ code: 'validation_failed', status: 400 });
  const taken = Promise.withResolvers<void>();
  answer = () => taken.resolve();
  const stop = new AbortController();
  const left = server.uploads.create(file, { signal: stop.signal });
  await taken.promise;
  stop.abort(new Error('left the page'));
  await expect(left).rejects.toThrow('left the page');
  const silent = server.uploads.create(file);
  const failed = expect(silent).rejects.toMatchObject({ code: 'network' });
  await clock.fire(60_000);
  await failed;
});
