import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApiDocument, type ApiDocument, type ApiOperation } from './api-document.ts';
import { serverOwned } from './hostile-words.ts';
import { openHouse, type House } from './house.ts';
import { createKnown, type Known } from './known.ts';
import { createRowCounts, untilAtRest } from './row-counts.ts';
import { valuesOf, type Schema } from './schema-arbitrary.ts';
import { send } from './send.ts';
import { furnish, tenants } from './tenants.ts';

const tenant = tenants[0]!;
let house: House;
let known: Known;
let document: ApiDocument;

beforeAll(async () => {
  house = await openHouse(2);
  known = createKnown(tenants, Math.random);
  document = await readApiDocument(house.url);
  await furnish(house, known);
}, 60_000);
afterAll(() => house.close());

function resolved(schema: Schema | null | undefined): Schema {
  return schema?.$ref ? resolved(document.schemas[schema.$ref.split('/').at(-1)!]) : (schema ?? {});
}

/** What the replies of an operation have and its body has not, and what has been tried on others. */
function fieldsNotOurs({ body, responses }: ApiOperation): string[] {
  const own = Object.keys(resolved(body?.['application/json']).properties ?? {});
  const told = ['200', '201', '202'].flatMap((status) =>
    Object.keys(resolved(responses[status]?.['application/json']).properties ?? {}),
  );
  return [...new Set([...told, ...serverOwned])].filter((field) => !own.includes(field));
}

async function post({ method, template }: ApiOperation, body: object) {
  const bytes = Buffer.from(known.fill(JSON.stringify(body), tenant));
  return send(house, {
    method,
    path: template.replace(/\{\w+\}/, known.all(tenant, 'tracks').at(0)!),
    headers: {
      Authorization: `Bearer ${house.tokenOf(tenant, template.startsWith('/v1/admin') ? { role: 'admin' } : {})}`,
      'Content-Type': 'application/json',
      'Content-Length': String(bytes.length),
    },
    body: bytes,
  });
}

const withJsonBody = () => document.operations.filter(({ body }) => body && 'application/json' in body);
const isCallback = ({ template }: ApiOperation) => /^\/webhooks\/|-callback$/.test(template);

describe('[SEC-1] a field that only the server may write', () => {
  it('is refused by name in the body of every operation, and nothing is written', async () => {
    const strict = withJsonBody().filter(
      (operation) => !isCallback(operation) && !operation.template.startsWith('/functions/'),
    );
    expect(strict.length).toBeGreaterThan(10);
    const counts = await createRowCounts(house);
    await untilAtRest(house);
    const before = await counts();
    for (const operation of strict) {
      const [valid] = fc.sample(valuesOf(operation.body!['application/json']!, document.schemas), 1);
      for (const field of fieldsNotOurs(operation)) {
        const reply = await post(operation, { ...(valid as object), [field]: 1_000_000 });
        const told = JSON.parse(reply.body.toString()) as { errors?: { pointer: string }[] };
        expect(reply.status, `${operation.id} ${field}`).toBe(400);
        expect(
          told.errors?.map(({ pointer }) => pointer),
          operation.id,
        ).toContain(`/${field}`);
      }
    }
    expect(await counts()).toEqual(before);
  }, 60_000);

  it('is refused or has no effect at the endpoints of the original design, which pass over what they do not know', async () => {
    const loose = withJsonBody().filter(({ template }) => template.startsWith('/functions/v1/generate'));
    expect(loose).toHaveLength(3);
    for (const operation of loose) {
      const fields = new Set(fieldsNotOurs(operation));
      const attempt = () => post(operation, { prompt: 'rain', ...spoiled([...fields]) });
      const refused = JSON.parse((await attempt()).body.toString()) as { details: { path: string }[] };
      const named = refused.details.map(({ path }) => path);
      expect(named).toEqual(expect.arrayContaining(['status', 'userId', 'user_id', 'credits']));
      for (const name of named) fields.delete(name);
      const before = await purse();
      const reply = await attempt();
      expect(reply.status, operation.id).toBe(200);
      const { trackId } = JSON.parse(reply.body.toString()) as { trackId: string };
      expect(JSON.stringify(await house.test.read(trackId)), operation.id).not.toContain('1000000');
      expect(before - (await purse()), operation.id).toBe(1_000);
    }
  }, 60_000);
});

function spoiled(fields: readonly string[]): object {
  return Object.fromEntries(fields.map((field) => [field, 1_000_000]));
}

async function purse(): Promise<number> {
  const { rows } = await house.test.db.pool.query<{ n: string }>(
    `select credits_remaining::text as n from profiles where user_id = '${tenant}'`,
  );
  return Number(rows[0]!.n);
}
