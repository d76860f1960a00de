import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition } from '../files/content-disposition.ts';
import { isRefusal } from '../replies/refusal.ts';
import { matchesEntityTag } from './entity-tags.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { preferredWaitSeconds } from './prefer-wait.ts';

/** Any text, also what is not well-formed. */
const wildText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

const anyText = fc.oneof(fc.string(), wildText, fc.stringMatching(/^["\\a-z ,;=*/W\d-]{0,300}$/));
const keys = fc.stringMatching(/^[\x20-\x7e]{1,255}$/);

describe('what a client writes in its headers', () => {
  it('[IDM-1] gives a key of 1 to 255 printable characters, or a refusal, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.option(anyText, { nil: undefined }),
        fc.option(anyText, { nil: undefined }),
        (header, body) => {
          const read = readIdempotencyKey(header, body);
          if (isRefusal(read)) {
            expect(read.refused).toBe('idempotency_key_invalid');
          } else if (read.key !== null) expect(read.key).toMatch(/^[\x20-\x7e]{1,255}$/);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('[IDM-1] gives the same key quoted and in the body, whatever is in it', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const quoted = `"${key.replace(/(["\\])/g, '\\$1')}"`;
        expect(readIdempotencyKey(quoted, undefined)).toEqual({ key });
        expect(readIdempotencyKey(quoted, key)).toEqual({ key });
        expect(isRefusal(readIdempotencyKey(quoted, `${key}x`.slice(-255)))).toBe(key.length < 255);
      }),
    );
  });

  it('waits for a whole number of seconds from 0 to 60', () => {
    const prefer = fc.oneof(
      anyText,
      fc.tuple(anyText, anyText).map(([before, after]) => `${before}wait=${after}`),
    );
    fc.assert(
      fc.property(prefer, (header) => {
        const seconds = preferredWaitSeconds(header);
        expect(Number.isInteger(seconds) && seconds >= 0 && seconds <= 60).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('names an entity tag only by itself', () => {
    const tag = '"a0b1c2"';
    fc.assert(
      fc.property(anyText, (header) => {
        if (!header.includes(tag) && header.trim() !== '*') expect(matchesEntityTag(header, tag)).toBe(false);
        expect(matchesEntityTag(`"z", W/${tag}`, tag)).toBe(true);
      }),
    );
  });

  it('[SEC-4] makes no header of a file name, but a name', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const header = contentDisposition('attachment', name);
        expect(header).toMatch(
          /^attachment; filename="[\x20-\x7e]*"(?:; filename\*=UTF-8''[\w.!#$&+^`|~%-]*)?$/,
        );
        expect(/^attachment; filename="([^"]*)"/.exec(header)?.[1]).not.toMatch(/[/\\\r\n]/);
      }),
      { numRuns: 1_000 },
    );
  });
});
