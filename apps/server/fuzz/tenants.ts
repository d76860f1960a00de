import { makeMp3 } from '@impresario/provider/conformance';
import type { House } from './house.ts';
import type { Known } from './known.ts';
import { send } from './send.ts';

export const tenants: readonly string[] = ['tenant-0', 'tenant-1', 'tenant-2', 'tenant-3'];

/** Each lets three seconds pass. */
const LOOKS_MAX = 100;

/** A word that stands in the texts of this tenant and nowhere else. */
export function canaryOf(tenant: string): string {
  return `canary-of-${tenant}-`;
}

/** Asks as a tenant, lets what was started end, and learns from the reply. */
export async function ask(
  house: House,
  known: Known,
  tenant: string,
  method: string,
  path: string,
  body?: object,
) {
  const bytes = body ? Buffer.from(JSON.stringify(body)) : null;
  const reply = await send(house, {
    method,
    path,
    headers: {
      Authorization: `Bearer ${house.tokenOf(tenant)}`,
      ...(bytes && { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length) }),
    },
    body: bytes,
  });
  await house.pass(3_000);
  if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.status} ${reply.body.toString()}`);
  const json = JSON.parse(reply.body.toString('utf8') || 'null') as { id?: string; status?: string };
  known.learn(tenant, json);
  return json;
}

/** Gives every tenant a little of everything: songs, versions, files, operations, a persona, an upload, cursors. */
export async function furnish(house: House, known: Known): Promise<void> {
  for (const tenant of tenants) {
    const word = canaryOf(tenant);
    known.add(tenant, 'users', tenant);
    for (const [index, provider] of ['local', 'local', 'local', 'suno'].entries()) {
      const texts = { title: `${word}title`, lyrics: `${word}lyrics`, projectId: `${word}project` };
      const song = await ask(house, known, tenant, 'POST', '/v1/tracks', {
        prompt: `${word}prompt ${index}`,
        styleTags: [`${word}style`],
        provider,
        ...texts,
      });
      await untilEnded(house, known, tenant, `/v1/tracks/${song.id}`);
    }
    const listed = (await ask(house, known, tenant, 'GET', '/v1/tracks?limit=2&status=completed')) as {
      data?: { id: string }[];
    };
    await ask(house, known, tenant, 'GET', '/v1/tracks');
    const track = listed.data?.[0]?.id;
    if (track === undefined) throw new Error('no song was finished');
    const persona = await ask(house, known, tenant, 'POST', `/v1/tracks/${track}/persona`, {
      name: `${word}name`,
      description: `${word}description`,
    });
    await untilEnded(house, known, tenant, `/v1/operations/${persona.id}`);
    await ask(house, known, tenant, 'POST', `/v1/tracks/${track}/stems`, { mode: 'all' });
    await ask(house, known, tenant, 'POST', '/v1/lyrics', { prompt: `${word}words` });
    await ask(house, known, tenant, 'GET', '/v1/credits/transactions?limit=2');
    await upload(house, known, tenant);
  }
}

async function untilEnded(house: House, known: Known, tenant: string, path: string): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const { status } = await ask(house, known, tenant, 'GET', path);
    if (status === 'completed') return;
  }
  throw new Error(`${path} was not completed`);
}

async function upload(house: House, known: Known, tenant: string): Promise<void> {
  const body = Buffer.from(makeMp3(2, `${canaryOf(tenant)}upload`));
  const headers = { Authorization: `Bearer ${house.tokenOf(tenant)}`, 'Content-Type': 'audio/mpeg' };
  const reply = await send(house, { method: 'POST', path: '/v1/uploads', headers, body });
  known.learn(tenant, JSON.parse(reply.body.toString('utf8')));
}
