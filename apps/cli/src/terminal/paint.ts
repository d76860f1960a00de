import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours for one output, or the same text unchanged where colour is not wanted. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  accent(text: string): string;
}

export function createPaint(colour: boolean): Paint {
  const as = (format: Format) => (text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: as('bold'),
    dim: as('dim'),
    good: as('green'),
    bad: as('red'),
    warn: as('yellow'),
    accent: as('cyan'),
  };
}
