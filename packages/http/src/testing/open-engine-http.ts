import { openTestEngine, type TestEngine } from '@impresario/engine/testing';
import type { HttpOptions } from '../http-options.ts';
import { openTestHttp, userToken, type TestHttp } from './open-test-http.ts';

export interface EngineHttp extends Omit<TestHttp, 'clock'> {
  readonly test: TestEngine;
  readonly clock: TestEngine['clock'];
  /** A request with this bearer token; `body` is sent as JSON. */
  ask(
    bearer: string,
    method: string,
    route: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** The rows of one query, to see what was written. */
  rows<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON says; null when there is none. */
  readonly body: Record<string, unknown> | null;
}

/** The real app over a real engine and a real database, all on one clock that the test moves. */
export async function openEngineHttp(changes: Partial<HttpOptions> = {}): Promise<EngineHttp> {
  const test = await openTestEngine({ providers: [] });
  const http = await openTestHttp({ engine: test.engine, clock: test.clock, ...changes });
  return {
    ...http,
    test,
    clock: test.clock,
    async ask(bearer, method, route, body, headers = {}) {
      const reply = await http.request(route, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await reply.text();
      return {
        status: reply.status,
        headers: reply.headers,
        body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : null,
      };
    },
    rows: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await test.db.pool.query<Row>(text, values)).rows,
    async close() {
      await http.close();
      await test.close();
    },
  };
}

/** Tokens of people, as the other system signs them. */
export const tokenOf = (sub: string) => userToken({ sub });
export const adminToken = (sub = 'boss') => userToken({ sub, app_metadata: { role: 'admin' } });
