import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fontPath = (name: string) => fileURLToPath(new URL(`../../fonts/${name}`, import.meta.url));

/** The two bundled faces (SIL Open Font License): nothing is taken from the system. */
export const titleFontPath = fontPath('unbounded-semibold.ttf');
export const lineFontPath = fontPath('manrope-semibold.ttf');
export const titleFontFamily = 'Unbounded';
export const lineFontFamily = 'Manrope';

/** As much of a TrueType file as laying out a line needs: which characters it has and how wide they are. */
export class CoverFont {
  private readonly glyphs = new Map<number, number>();
  private readonly advances: Uint16Array;
  private readonly unitsPerEm: number;

  constructor(path: string) {
    const bytes = readFileSync(path);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const table = (tag: string) => tableOffset(view, tag);
    this.unitsPerEm = view.getUint16(table('head') + 18);
    const metrics = view.getUint16(table('hhea') + 34);
    const hmtx = table('hmtx');
    this.advances = Uint16Array.from({ length: metrics }, (_, i) => view.getUint16(hmtx + 4 * i));
    readCharacters(view, table('cmap'), this.glyphs);
  }

  /** `text` without the characters this font cannot draw. */
  drawable(text: string): string {
    return [...text].filter((char) => this.glyphs.has(char.codePointAt(0)!)).join('');
  }

  /** The width of a line in pixels. */
  width(text: string, sizePx: number): number {
    let units = 0;
    for (const char of text) {
      const glyph = this.glyphs.get(char.codePointAt(0)!) ?? 0;
      units += this.advances[Math.min(glyph, this.advances.length - 1)]!;
    }
    return (units * sizePx) / this.unitsPerEm;
  }
}

function tableOffset(view: DataView, tag: string): number {
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i;
    if ([0, 1, 2, 3].every((k) => view.getUint8(at + k) === tag.charCodeAt(k))) return view.getUint32(at + 8);
  }
  throw new Error(`The font has no ${tag} table.`);
}

/** Reads the format 4 subtable, which holds every character of the first Unicode plane. */
function readCharacters(view: DataView, cmap: number, into: Map<number, number>): void {
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    if (view.getUint16(at) !== 4) continue;
    const doubled = view.getUint16(at + 6);
    for (let segment = 0; segment < doubled; segment += 2) {
      const end = view.getUint16(at + 14 + segment);
      const start = view.getUint16(at + 16 + doubled + segment);
      const delta = view.getUint16(at + 16 + 2 * doubled + segment);
      const rangeAt = at + 16 + 3 * doubled + segment;
      const range = view.getUint16(rangeAt);
      for (let char = start; char <= end && char < 0xffff; char++) {
        const listed = range === 0 ? char : view.getUint16(rangeAt + range + 2 * (char - start));
        const glyph = range === 0 || listed !== 0 ? (listed + delta) & 0xffff : 0;
        if (glyph !== 0) into.set(char, glyph);
      }
    }
    return;
  }
  throw new Error('The font has no format 4 character map.');
}
