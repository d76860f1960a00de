import { z } from 'zod';

/** Longest texts a request may carry, in Unicode code points (SEC-2). */
export const textLimits = {
  title: 100,
  prompt: 3000,
  lyrics: 5000,
  styleTag: 50,
  negativeTags: 500,
  modelVersion: 64,
  projectId: 64,
} as const;

// C0 without tab and line feed, DEL and C1. A carriage return has become a line feed by then.
// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const lineBreakOrTab = /[\n\t]/;

interface TextRule {
  readonly max: number;
  readonly multiline?: boolean;
}

/**
 * Text as we keep it: Unicode NFC, line ends as `\n`, at most `max` code points. What we cannot keep as
 * typed (control characters, half of a surrogate pair) is refused rather than cut (SEC-2).
 */
export function text({ max, multiline = false }: TextRule) {
  return z
    .string()
    .transform((typed) => typed.replace(/\r\n?/g, '\n').normalize('NFC'))
    .superRefine((value, context) => {
      const fault = textFault(value, max, multiline);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    })
    .meta({ type: 'string', maxLength: max });
}

/** An address on the web, which must be writable as it stands: the URL parser drops or encodes what it finds in between. */
export function webAddress() {
  return z
    .url({ protocol: /^https$/ })
    .max(2048)
    .refine((value) => value.isWellFormed() && !/[\s\p{Cc}]/u.test(value), {
      message: 'contains white space or a control character; remove it',
    });
}

/** As `text`, and something other than white space must be left. */
export function filledText(rule: TextRule) {
  return text(rule).refine((value) => value.trim() !== '', { message: 'must not be blank' });
}

function textFault(value: string, max: number, multiline: boolean): string | null {
  if (!value.isWellFormed()) return 'contains half of a surrogate pair; send valid Unicode';
  if (controlCharacter.test(value)) return 'contains a control character; remove it';
  if (!multiline && lineBreakOrTab.test(value)) return 'must be a single line';
  const length = [...value].length;
  if (length > max) return `is ${length} characters long; at most ${max} are allowed`;
  return null;
}
