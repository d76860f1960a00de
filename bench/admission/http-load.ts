import { randomUUID } from 'node:crypto';
import { signToken, userClaims } from '@impresario/server/testing';
import { askOneByOne } from '../ask-one-by-one.ts';
import { answerParent, inOwnProcess } from '../own-process.ts';

export interface HttpLoad {
  readonly url: string;
  readonly secret: string;
  readonly users: readonly string[];
  readonly body: object;
  readonly clients: number;
  readonly milliseconds: number;
}

/** Admissions a second by as many clients, each of them asking one by one. */
export async function httpRate(load: HttpLoad): Promise<number> {
  return ((await inOwnProcess<number>(import.meta.url, load)) * 1000) / load.milliseconds;
}

async function admitForAWhile({
  url,
  secret,
  users,
  body,
  clients,
  milliseconds,
}: HttpLoad): Promise<number> {
  const tokens = users.map((user) => signToken(secret, userClaims(user)));
  const text = JSON.stringify(body);
  let asked = 0;
  const next = () => {
    asked += 1;
    const headers = {
      authorization: `Bearer ${tokens[asked % tokens.length]}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    return { path: '/v1/tracks', headers, body: text };
  };
  const until = performance.now() + milliseconds;
  const all = Array.from({ length: clients }, () => askOneByOne({ url, status: 202, until, next }));
  return (await Promise.all(all)).reduce((sum, admitted) => sum + admitted, 0);
}

if (import.meta.main) answerParent(admitForAWhile);
