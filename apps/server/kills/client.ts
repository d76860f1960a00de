import { signToken, userClaims } from '../src/testing.ts';
import { passed } from './passed.ts';
import type { Wish } from './wish.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly isReplay: boolean;
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface Client {
  /** Sends until somebody answers, each time to the next server, always under the same key; null when nobody did. */
  send(wish: Wish): Promise<Answer | null>;
}

export interface ClientSetup {
  readonly urls: readonly string[];
  readonly secret: string;
  /** Whether an answer asks for another try; no answer at all always does. */
  readonly asksAgain: (status: number) => boolean;
  readonly onRetry: () => void;
}

const answerMsMax = 10_000;
const patienceMs = 60_000;
const pauseMsMax = 1_000;

/** A client as it should be: it gives each wish one key and repeats what was not answered. */
export function createClient({ urls, secret, asksAgain, onRetry }: ClientSetup): Client {
  const tokens = new Map<string, string>();
  let turn = 0;

  function tokenOf(userId: string): string {
    const token = tokens.get(userId) ?? signToken(secret, userClaims(userId));
    tokens.set(userId, token);
    return token;
  }

  async function once(wish: Wish, url: string): Promise<Answer | null> {
    const sentAt = Date.now();
    const headers = {
      authorization: `Bearer ${tokenOf(wish.userId)}`,
      ...(wish.body && { 'content-type': 'application/json' }),
      ...(wish.key !== null && { 'idempotency-key': wish.key }),
    };
    const body = wish.body && JSON.stringify(wish.body);
    const signal = AbortSignal.timeout(answerMsMax);
    try {
      const reply = await fetch(`${url}${wish.path}`, { method: wish.method, headers, body, signal });
      const text = await reply.text();
      const isReplay = reply.headers.get('idempotent-replayed') === 'true';
      return { status: reply.status, text, isReplay, sentAt, answeredAt: Date.now() };
    } catch {
      return null;
    }
  }

  return {
    async send(wish) {
      const giveUpAt = Date.now() + patienceMs;
      turn += 1;
      for (let server = turn, pauseMs = 50; Date.now() < giveUpAt; server += 1) {
        const answer = await once(wish, urls[server % urls.length]!);
        if (answer && !asksAgain(answer.status)) return answer;
        onRetry();
        await passed(pauseMs);
        pauseMs = Math.min(pauseMsMax, pauseMs * 2);
      }
      return null;
    },
  };
}
