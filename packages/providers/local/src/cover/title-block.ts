import { type CoverFont, lineFontFamily, titleFontFamily } from './cover-font.ts';

const left = 72;
const widthMax = 1024 - 2 * left;
const bottom = 936;
const sizes = [92, 80, 70, 60, 52, 46, 40];
const linesMax = 3;

/** A title broken into lines at one size. */
export interface FittedTitle {
  readonly lines: readonly string[];
  readonly sizePx: number;
}

/** The largest size at which the title fits in three lines; a longer one is cut with an ellipsis. */
export function fitTitle(title: string, font: CoverFont): FittedTitle {
  for (const sizePx of sizes) {
    const lines = brokenLines(title, (text) => font.width(text, sizePx) <= widthMax);
    // Short titles may be large; a long one is set smaller before it is stacked high.
    const linesAllowed = sizePx > 70 ? 1 : sizePx > 52 ? 2 : linesMax;
    if (lines && lines.length <= linesAllowed) return { lines, sizePx };
  }
  const sizePx = sizes.at(-1)!;
  const fits = (text: string) => font.width(text, sizePx) <= widthMax;
  const all = brokenLines(title, fits, true) ?? [];
  const lines = all.slice(0, linesMax);
  if (all.length > linesMax) {
    let last = lines[linesMax - 1]!;
    while (last.length > 0 && !fits(`${last}…`)) last = [...last].slice(0, -1).join('');
    lines[linesMax - 1] = `${last.trimEnd()}…`;
  }
  return { lines, sizePx };
}

/** Fills lines word by word; null when a word is too long and `breakWords` is not set. */
function brokenLines(title: string, fits: (text: string) => boolean, breakWords = false): string[] | null {
  const lines: string[] = [];
  let line = '';
  for (const word of title.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    if (fits(word)) continue;
    if (!breakWords) return null;
    line = '';
    for (const char of word) {
      if (fits(line + char)) line += char;
      else {
        lines.push(line);
        line = char;
      }
    }
  }
  if (line) lines.push(line);
  return lines;
}

/** Title and style line as SVG, in the lower left. Characters the fonts lack are left out. */
export function titleBlock(
  title: string,
  style: string,
  ink: string,
  fonts: { readonly title: CoverFont; readonly line: CoverFont },
): string {
  const { lines, sizePx } = fitTitle(fonts.title.drawable(title.normalize('NFC')).trim(), fonts.title);
  const leading = sizePx * 1.16;
  const last = bottom - 58;
  const words = lines.map((line, i) => {
    const y = last - (lines.length - 1 - i) * leading;
    return `<text x="${left - sizePx * 0.04}" y="${y.toFixed(1)}" font-family="${titleFontFamily}" font-weight="600" font-size="${sizePx}" fill="${ink}">${escapeXml(line)}</text>`;
  });
  const small = escapeXml(fonts.line.drawable(style.normalize('NFC')).toUpperCase());
  return `${words.join('')}<text x="${left}" y="${bottom}" font-family="${lineFontFamily}" font-weight="600" font-size="25" letter-spacing="5.5" fill="${ink}" fill-opacity="0.78">${small}</text>`;
}

/** Makes any text safe inside an XML element; characters XML forbids are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
