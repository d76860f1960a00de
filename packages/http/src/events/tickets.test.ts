import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngineHttp, tokenOf, type EngineHttp } from '../testing/open-engine-http.ts';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';

let http: EngineHttp;
/** Another process on the same database. */
let elsewhere: TestHttp;
let alice: string;

beforeAll(async () => {
  http = await openEngineHttp();
  elsewhere = await openTestHttp({ engine: http.test.another().engine, clock: http.clock });
  alice = await tokenOf('alice');
});
afterAll(async () => {
  await elsewhere.close();
  await http.close();
});

const getTicket = async (bearer = alice) =>
  (await http.ask(bearer, 'POST', '/v1/realtime/tickets', {})).body as { ticket: string; expiresAt: string };

async function open(ticket: string, { url }: { url: string } = http, route = '/v1/events'): Promise<number> {
  const stop = new AbortController();
  const address = `${url}${route}?ticket=${encodeURIComponent(ticket)}`;
  const { status } = await fetch(address, { signal: stop.signal });
  stop.abort();
  return status;
}

describe('a ticket', () => {
  it('[RT-1] opens one stream, once, within a minute, at any node', async () => {
    const { ticket, expiresAt } = await getTicket();
    expect(expiresAt).toBe(new Date(http.clock.now().getTime() + 60_000).toISOString());
    expect(await open(ticket, elsewhere)).toBe(200);
    expect(await open(ticket)).toBe(401);
    expect(await open(ticket, elsewhere)).toBe(401);
    const late = await getTicket();
    http.clock.advance(60_000);
    expect(await open(late.ticket)).toBe(401);
    const fresh = await getTicket();
    expect(await open(fresh.ticket, http, '/v1/credits')).toBe(401);
    expect(await open(fresh.ticket)).toBe(200);
  });

  it('[RT-1] is given to one of many who come with it at once', async () => {
    const { ticket } = await getTicket();
    const nodes = Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? http : elsewhere));
    const statuses = await Promise.all(nodes.map((node) => open(ticket, node)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(9);
  });

  it('[SEC-1] opens nothing when the key or the token is gone with which it was got', async () => {
    const { id, key } = (await http.ask(alice, 'POST', '/v1/keys', { name: 'jobs' })).body as {
      id: string;
      key: string;
    };
    const { ticket } = await getTicket(key);
    await http.ask(alice, 'DELETE', `/v1/keys/${id}`);
    expect(await open(ticket)).toBe(401);
    const expiresAt = new Date(http.clock.now().getTime() + 30_000).toISOString();
    const short = (await http.ask(alice, 'POST', '/v1/keys', { name: 'short', expiresAt })).body!;
    const ofShort = await getTicket(String(short.key));
    http.clock.advance(30_000);
    expect(await open(ofShort.ticket)).toBe(401);
  });

  it('[SEC-1] is kept as a hash, and not for ever', async () => {
    const { ticket } = await getTicket();
    const rows = await http.rows<{ row: string }>('select t::text as row from stream_tickets t');
    expect(JSON.stringify(rows)).not.toContain(ticket);
    expect(rows.length).toBeGreaterThan(0);
    await http.test.engine.start();
    await http.test.pass(6 * 60_000, 60_000);
    // The clock is past the time; the housekeeping it began has its own way to the database and back.
    await expect.poll(() => http.rows('select from stream_tickets')).toEqual([]);
    await http.test.engine.stop();
  });

  it('[SEC-1] that is garbage is refused, and is no error', async () => {
    const wild = fc
      .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
      .map((codes) => String.fromCharCode(...codes));
    await fc.assert(
      fc.asyncProperty(fc.oneof(wild, fc.base64String(), fc.string({ maxLength: 9000 })), async (ticket) => {
        expect(await open(ticket.toWellFormed())).toBe(401);
      }),
      { numRuns: 100 },
    );
  });
});
