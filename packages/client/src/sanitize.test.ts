import { textLimits } from '@impresario/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sanitizeLyrics, sanitizePrompt, sanitizeTitle } from './sanitize.ts';

it('[SEC-2] escapes markup and takes nothing of it away', () => {
  expect(sanitizePrompt(' a < b & "c" ')).toBe('a &lt; b &amp; &quot;c&quot;');
  expect(sanitizeLyrics("<Verse>\r\nIt's\tlate\r")).toBe('&lt;Verse&gt;\nIt&#39;s\tlate');
  expect(sanitizeTitle('<scr<script>ipt>\nalert(1)')).toBe('&lt;scr&lt;script&gt;ipt&gt; alert(1)');
});

it('[SEC-2] composes, and drops control characters', () => {
  expect(sanitizePrompt('e\u0301\u0000\u007f\u0085clair\u200d')).toBe('éclair\u200d');
  expect(sanitizePrompt('a\ud800b')).toBe('a\ufffdb');
});

it('[SEC-2] refuses a text beyond the limit of its field rather than cut it', () => {
  const functions = { title: sanitizeTitle, prompt: sanitizePrompt, lyrics: sanitizeLyrics };
  for (const [field, sanitize] of Object.entries(functions)) {
    const max = textLimits[field as keyof typeof functions];
    expect(sanitize('<'.repeat(max))).toHaveLength(max * 4);
    expect(sanitize('🎻'.repeat(max))).toHaveLength(max * 2);
    expect(() => sanitize('x'.repeat(max + 1))).toThrow(`The ${field} is ${max + 1} characters long`);
  }
});

it('[SEC-2] leaves no mark that HTML would read, whatever it is given', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 100 });
  fc.assert(fc.property(anyText, (text) => !/[<>"']|&(?!(amp|lt|gt|quot|#39);)/.test(sanitizePrompt(text))));
});
