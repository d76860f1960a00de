import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApiDocument, type ApiDocument, type ApiOperation } from './api-document.ts';
import { openHouse, type House } from './house.ts';
import { provedByAddress, sampleOf, type IdSample } from './id-samples.ts';
import { createKnown, NEVER, type Known } from './known.ts';
import { createRowCounts, untilAtRest, type RowCounts } from './row-counts.ts';
import { send, type Reply } from './send.ts';
import { ask, canaryOf, furnish, tenants } from './tenants.ts';

const [owner = '', thief = ''] = tenants;

let house: House;
let known: Known;
let document: ApiDocument;
let counts: RowCounts;

beforeAll(async () => {
  house = await openHouse(1);
  known = createKnown(tenants, Math.random);
  document = await readApiDocument(house.url);
  await furnish(house, known);
  counts = await createRowCounts(house);
  const lyrics = await ask(house, known, owner, 'POST', '/v1/lyrics', { prompt: 'words' });
  known.add(owner, 'lyrics', lyrics.id!);
  await ask(house, known, owner, 'POST', '/v1/keys', { name: 'mine' });
}, 60_000);
afterAll(() => house.close());

async function request(
  { method }: Pick<ApiOperation, 'method'>,
  { path, body }: IdSample,
  who: string | null,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const bytes = body && Buffer.from(JSON.stringify(body));
  return send(house, {
    method,
    path,
    headers: {
      ...(who !== null && { Authorization: `Bearer ${house.tokenOf(who)}` }),
      ...(bytes && { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length) }),
      ...headers,
    },
    body: bytes,
  });
}

/** A reply without what differs between any two. */
function likeness({ status, headers, body }: Reply, sample: IdSample): object {
  const { date: _, 'x-request-id': requestId = '', ...rest } = headers;
  const text = body.toString('utf8').replaceAll(requestId, 'REQUEST');
  return { status, headers: rest, text: text.replaceAll(sample.path, 'PATH') };
}

const takesAnId = () => document.operations.filter(({ template }) => template.includes('{'));
const swept = () => takesAnId().filter(({ id }) => !provedByAddress.includes(id));

describe('[SEC-1] [I15] what another tenant has', () => {
  it('is asked for by every operation that takes an id', () => {
    const missing = swept().filter(({ id, isAdmin }) => !isAdmin && !sampleOf(id, known, owner));
    expect(
      missing.map(({ id }) => id),
      'add a sample to id-samples.ts',
    ).toEqual([]);
  });

  it('looks to everybody else as if it had never been, and to nobody as nothing', async () => {
    await untilAtRest(house);
    for (const operation of swept()) {
      const there = sampleOf(operation.id, known, owner);
      const never = sampleOf(operation.id, known, null);
      if (!there || !never) continue;
      expect(there.path, operation.id).not.toBe(never.path);
      const before = await counts();
      const stolen = await request(operation, there, thief);
      expect(stolen.status, operation.id).toBe(404);
      expect(likeness(stolen, there), operation.id).toEqual(
        likeness(await request(operation, never, thief), never),
      );
      const unasked = await request(operation, there, null);
      expect(unasked.status, operation.id).toBe(401);
      expect(likeness(unasked, there), operation.id).toEqual(
        likeness(await request(operation, never, null), never),
      );
      expect(await counts(), operation.id).toEqual(before);
    }
  }, 60_000);

  it('is there for its owner under the same addresses', async () => {
    // What takes it away comes last.
    const last = ['revokeKey', 'deleteTrack'];
    const inOrder = swept().sort((a, b) => last.indexOf(a.id) - last.indexOf(b.id));
    for (const operation of inOrder) {
      const sample = sampleOf(operation.id, known, owner);
      if (!sample) continue;
      const reply = await request(operation, sample, owner);
      await house.pass(3_000);
      expect([401, 403, 404], operation.id).not.toContain(reply.status);
    }
  }, 60_000);

  it('cannot be named in a body: neither a version, nor an upload, nor a persona', async () => {
    const ownTrack = known.all(thief, 'tracks').at(0)!;
    const foreign = (pool: string) => known.all(owner, pool).at(-1) ?? NEVER;
    const bodies: [string, (id: string) => object, string][] = [
      [`/v1/tracks/${ownTrack}/stems`, (versionId) => ({ versionId }), 'versions'],
      [`/v1/tracks/${ownTrack}/extend`, (versionId) => ({ versionId }), 'versions'],
      ['/v1/tracks', (referenceAssetId) => ({ prompt: 'x', provider: 'suno', referenceAssetId }), 'uploads'],
      ['/v1/tracks', (personaId) => ({ prompt: 'x', provider: 'suno', personaId }), 'personas'],
    ];
    for (const [path, bodyOf, pool] of bodies) {
      const id = foreign(pool);
      expect(id, pool).not.toBe(NEVER);
      const stolen = await request({ method: 'POST' }, { path, body: bodyOf(id) }, thief);
      const never = await request({ method: 'POST' }, { path, body: bodyOf(NEVER) }, thief);
      const same = { path, body: null };
      expect(stolen.status, pool).toBeGreaterThanOrEqual(400);
      expect(likeness(stolen, same), pool).toEqual(likeness(never, same));
    }
  });

  it('[IDM-2] is not replayed to whoever uses the same idempotency key', async () => {
    const headers = { 'Idempotency-Key': '"shared"' };
    const sample = { path: '/v1/tracks', body: { prompt: 'the same words' } };
    const [first, second] = [
      await request({ method: 'POST' }, sample, owner, headers),
      await request({ method: 'POST' }, sample, thief, headers),
    ];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.headers['idempotent-replayed']).toBeUndefined();
    expect(idOf(first)).not.toBe(idOf(second));
  });

  it('is shown by none of its cursors and event ids', async () => {
    const cursors = known.all(owner, 'cursors');
    expect(cursors.length).toBeGreaterThan(0);
    const stream = await request({ method: 'GET' }, { path: '/v1/events', body: null }, owner);
    const lastId = /^id: (\w+)$/m.exec(stream.body.toString())?.[1] ?? '0'.repeat(26);
    const asks = [
      ...cursors.map((cursor) => [`/v1/tracks?cursor=${cursor}`, {}] as const),
      ...cursors.map((cursor) => [`/v1/credits/transactions?cursor=${cursor}`, {}] as const),
      ['/v1/events', { 'Last-Event-ID': lastId }] as const,
    ];
    for (const [path, headers] of asks) {
      const reply = await request({ method: 'GET' }, { path, body: null }, thief, headers);
      const text = reply.body.toString();
      expect([200, 400], path).toContain(reply.status);
      expect(text, path).not.toContain(canaryOf(owner));
      expect(known.foreignIn(text, thief), path).toEqual([]);
    }
  });

  it('[SEC-4] is not reached by a signed address of a file of one’s own', async () => {
    const [mine = '', theirs = ''] = [known.all(thief, 'files').at(-1), known.all(owner, 'files').at(-1)];
    const [ownKey = '', ownQuery = ''] = mine.split('?');
    const [key = '', query = ''] = theirs.split('?');
    const status = async (path: string) =>
      (await request({ method: 'GET' }, { path: `/files/${path}`, body: null }, thief)).status;
    expect(await status(mine)).toBe(200);
    const tries = [
      key,
      `${key}?${ownQuery}`,
      `${ownKey}/../../../${key}?${ownQuery}`,
      `${ownKey}%2f..%2f${key}?${ownQuery}`,
    ];
    tries.push(
      `${key}?${query.replace(/signature=.*/, '')}`,
      `${key}?${query.replace(/expires=\d+/, 'expires=9999999999')}`,
    );
    tries.push(`${key}?${query.slice(0, -1)}`, `${key}?${query}x`, `${key.toUpperCase()}?${query}`);
    for (const path of tries) expect([403, 404], path).toContain(await status(path));
  });

  it('is not told to those who are no administrators', async () => {
    const admin = document.operations.filter(({ isAdmin }) => isAdmin);
    expect(admin.length).toBeGreaterThan(0);
    await untilAtRest(house);
    const before = await counts();
    for (const operation of admin) {
      const path = operation.template.replace(/\{\w+\}/g, owner);
      const sample = { path, body: operation.body ? { amount: 5, reason: 'mine', plan: 'premium' } : null };
      expect((await request(operation, sample, thief)).status, operation.id).toBe(403);
      expect((await request(operation, sample, null)).status, operation.id).toBe(401);
    }
    expect(await counts()).toEqual(before);
  });
});

function idOf(reply: Reply): unknown {
  return (JSON.parse(reply.body.toString()) as { id: unknown }).id;
}
