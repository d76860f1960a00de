import { describe, expect, it, vi } from 'vitest';
import { heldClock } from '../testing/open-test-http.ts';
import { createProofWatch, type Proof, type Proven } from './proof-watch.ts';

describe('the watch over open connections', () => {
  it('[SEC-1] asks for all keys at once, and again when that could not be answered', async () => {
    const clock = heldClock();
    const asked: string[][] = [];
    let answer: () => Promise<ReadonlySet<string>> = () => Promise.reject(new Error('away'));
    const warned: string[] = [];
    const watch = createProofWatch({
      clock,
      engine: {
        findDeadKeys(keyIds) {
          asked.push([...keyIds]);
          return answer();
        },
      },
      log: { debug() {}, info() {}, error() {}, warn: (_fields, message) => void warned.push(message) },
    });
    const ended: string[] = [];
    const open = (name: string, proof: Proof) => {
      const proven: Proven = {
        proof,
        expire() {
          ended.push(name);
          watch.forget(proven);
        },
      };
      watch.watch(proven);
      return proven;
    };
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    };
    for (let nth = 0; nth < 100; nth += 1) open(`a${nth}`, { keyId: 'a', expiresAt: null });
    const last = open('b', { keyId: 'b', expiresAt: null });
    open('token', { keyId: null, expiresAt: new Date(clock.now().getTime() + 10_000) });
    await pass(9);
    expect(ended).toEqual([]);
    await pass(21);
    expect([ended, asked, warned.length]).toEqual([['token'], [['a', 'b']], 1]);
    answer = async () => new Set(['a']);
    await pass(30);
    await vi.waitFor(() => expect(ended).toHaveLength(101));
    expect(asked).toHaveLength(2);
    watch.forget(last);
    expect(clock.timerCount()).toBe(0);
    await pass(60);
    expect(asked).toHaveLength(2);
  });
});
