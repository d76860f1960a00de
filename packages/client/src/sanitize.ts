import type { textLimits } from '@impresario/protocol';
import { ImpresarioError } from './impresario-error.ts';

// A copy of the protocol's own: importing a value from there would pull zod into every browser bundle.
const limits: Pick<typeof textLimits, 'title' | 'prompt' | 'lyrics'> = {
  title: 100,
  prompt: 3000,
  lyrics: 5000,
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A prompt ready to stand in HTML, as text and as a quoted attribute: Unicode NFC, without control characters,
 * trimmed, with markup escaped and nothing of it taken away. For showing, not for sending: the engine keeps text as
 * typed. Throws `validation_failed` for a text longer than the engine takes, rather than cut it.
 */
export function sanitizePrompt(text: string): string {
  return sanitize('prompt', text);
}

/** As `sanitizePrompt`, for lyrics: line breaks and section marks such as `[Verse]` or `<Verse>` stay. */
export function sanitizeLyrics(text: string): string {
  return sanitize('lyrics', text);
}

/** As `sanitizePrompt`, for a title, which is one line. */
export function sanitizeTitle(text: string): string {
  return sanitize('title', text.replace(/\s+/g, ' '));
}

function sanitize(field: keyof typeof limits, typed: string): string {
  const text = typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .normalize('NFC')
    .trim();
  const length = [...text].length;
  if (length > limits[field]) {
    const detail = `The ${field} is ${length} characters long; at most ${limits[field]} are allowed.`;
    throw new ImpresarioError({ code: 'validation_failed', detail });
  }
  return text.replace(/[&<>"']/g, (mark) => escapes[mark] ?? mark);
}
