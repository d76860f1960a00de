import { describe, expect, it } from 'vitest';
import { traceOf } from './trace-id.ts';

const json = (body: unknown, headers: Record<string, string> = {}) =>
  traceOf({ kind: 'json', status: 200, headers, body });

describe("[PRO-5] the provider's own name for a call", () => {
  it('stands in the body, or in the header where the body has none', () => {
    expect(json({ trace_id: '06d1c0ff00a1' })).toEqual({ traceId: '06d1c0ff00a1' });
    expect(json(null, { 'trace-id': '5b0c9e2f' })).toEqual({ traceId: '5b0c9e2f' });
    const headers = { 'trace-id': '5b0c9e2f' };
    expect(traceOf({ kind: 'unreadable', status: 502, headers, why: 'not-json' })).toEqual({
      traceId: '5b0c9e2f',
    });
  });

  it.each(['sk-cp-secret', 'a line\nof a log', '', 7, { toString: 'x' }])(
    '[PRO-6] is nothing as %j',
    (trace) => expect(json({ trace_id: trace })).toEqual({}),
  );
});
