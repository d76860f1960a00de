import { fork } from 'node:child_process';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@impresario/database';

interface Setup {
  readonly connectionString: string;
  readonly secret: string;
}

/** The least that can take callbacks in: checks the signature of the body, inserts one row, answers. */
export async function startBareReceiver(setup: Setup): Promise<{ url: string; end(): Promise<void> }> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(setup)]);
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    async end() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function receive({ connectionString, secret }: Setup): Promise<void> {
  const { pool } = openDatabase({ connectionString });
  await pool.query(`create table if not exists bench_callbacks (
    id uuid primary key, body jsonb not null, hash bytea not null, received_at timestamptz not null)`);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const right = createHmac('sha256', secret).update(body).digest();
      const given = Buffer.from(String(request.headers['x-suno-signature']), 'hex');
      if (given.length !== right.length || !timingSafeEqual(given, right)) {
        response.writeHead(401).end();
        return;
      }
      const hash = createHash('sha256').update(body).digest();
      pool.query({ name: 'keep', text: keep, values: [crypto.randomUUID(), body.toString(), hash] }).then(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'),
        () => response.writeHead(500).end(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const keep = 'insert into bench_callbacks (id, body, hash, received_at) values ($1, $2::jsonb, $3, now())';

if (import.meta.main) {
  process.once('disconnect', () => process.exit());
  await receive(JSON.parse(process.argv[2] ?? '') as Setup);
}
