import { turnHue } from './colour.ts';

/** The colours of one cover, all `#rrggbb`. */
export interface Palette {
  /** Top, middle, and where the sky meets the land. */
  readonly sky: readonly [string, string, string];
  /** Two clouds of light. */
  readonly glow: readonly [string, string];
  /** Bright and dark side of the sun or moon. */
  readonly orb: readonly [string, string];
  /** Farthest and nearest ridge. */
  readonly land: readonly [string, string];
  /** Light on the edges. */
  readonly rim: string;
  readonly ink: string;
}

/** A palette from eleven colours in the order of {@link Palette}: sky 3, glow 2, orb 2, land 2, rim, ink. */
function palette(colours: string): Palette {
  const c = colours.split(' ').map((hex) => `#${hex}`) as Eleven;
  const [top, middle, low, glow, glow2, bright, dark, far, near, rim, ink] = c;
  return { sky: [top, middle, low], glow: [glow, glow2], orb: [bright, dark], land: [far, near], rim, ink };
}
type Eleven = [string, string, string, string, string, string, string, string, string, string, string];

const palettes = {
  sunrise: palette('3a1c5e d2467a ffb37a ff6f91 ffd08a fff3c9 ff9a6b c74a6d 2a1038 ffe1b0 fff4e4'),
  orchid: palette('1d0f3d 7a2f8f f08bb4 b14fd1 ff9ecb ffe9f4 e07bd0 9a4a9e 1b0b31 ffc9e6 fff0f8'),
  dusk: palette('141d3b 3f5680 e9a98c 5b74ad ffb99a ffe6cf f0a184 54678f 11172e ffd9bd fdeee2'),
  espresso: palette('22130f 6d3b28 dd9a5e a85a35 f2bf7d fff0d2 dc9450 83492f 180d0b f9d7a2 fff3e0'),
  lagoon: palette('0b1240 0f6f8f 4fd8c4 7b3ff0 2ee6c8 ffd9ff c84bf0 14828f 070d2c a8fff0 eafffb'),
  neon: palette('0a0524 3b0f6f ff3d9a 6a2bff ff4fa8 ffe27a ff2f8e 5a1d92 080318 5ef3ff fdf0ff'),
  ember: palette('14060f 6b1426 ff7a2f c02a3a ffb03a fff0b8 ff6a2a 87222a 12050b ffc27a fff1e2'),
  nocturne: palette('04080c 10232b 8a6f34 1f4a52 c79a45 fff3cf d0a552 1c3137 03070a e8cd8c f6ecd2'),
  glacier: palette('123252 4d8fb5 e2f2f2 7fc4e8 ffffff ffffff cfe6f2 6fa3c0 0f2740 ffffff f6fcff'),
  midnight: palette('050920 15285e 5d86c9 2c4fae 9cc0ff f4f8ff a9c2ee 243f80 040818 cfe0ff eef4ff'),
  jade: palette('06291f 1f7a5a f3d98a 2fb487 ffe6a0 fff6cf f2c35c 2a8464 052019 f8efb4 f9f7e2'),
  meadow: palette('274b57 86a98a f6dfa6 a9c99a fff0c2 fffbe3 f6cf7c 7d9c7c 1d322c fff4cd fdf8e6'),
  desert: palette('2b2350 b2575a f8c58f d77a62 ffe0ad fff4dc f3a26d b9625a 2a1630 ffe3bd fff3e3'),
  storm: palette('07090d 2a2f3c a33a3a 4a5166 e2534a ffe3dc d6423c 3a4050 06070a ff9d8f f6eeee'),
  ultraviolet: palette('08051a 24127a 8a5bff 3b2cff c08bff f3ecff 9d7bff 33209a 060414 cdb8ff f4efff'),
} as const satisfies Record<string, Palette>;

type PaletteName = keyof typeof palettes;

/** What each style looks like: the first variant takes the first, the second the second. */
const palettesOfStyle: Readonly<Record<string, readonly [PaletteName, PaletteName]>> = {
  'lo-fi': ['dusk', 'espresso'],
  pop: ['sunrise', 'orchid'],
  house: ['lagoon', 'ultraviolet'],
  techno: ['ultraviolet', 'storm'],
  ambient: ['glacier', 'midnight'],
  cinematic: ['nocturne', 'glacier'],
  synthwave: ['neon', 'orchid'],
  'drum-and-bass': ['lagoon', 'storm'],
  trap: ['orchid', 'storm'],
  'hip-hop': ['espresso', 'ember'],
  'r-and-b': ['orchid', 'dusk'],
  funk: ['ember', 'sunrise'],
  rock: ['ember', 'desert'],
  metal: ['storm', 'nocturne'],
  folk: ['meadow', 'desert'],
  blues: ['midnight', 'espresso'],
  jazz: ['midnight', 'nocturne'],
  'bossa-nova': ['jade', 'sunrise'],
  reggae: ['jade', 'desert'],
  waltz: ['glacier', 'desert'],
  'classical-piano': ['nocturne', 'dusk'],
};

const names = Object.keys(palettes) as PaletteName[];

/** The palette of a song: by style and variant, its hues turned a little by `dice`. */
export function choosePalette(styleId: string, variant: number, dice: () => number): Palette {
  const turn = (dice() - 0.5) * 22;
  const any = names[Math.floor(dice() * names.length)]!;
  const pair = palettesOfStyle[styleId] ?? [any, any];
  const { sky, glow, orb, land, rim, ink } = palettes[pair[variant % 2 === 0 ? 0 : 1]];
  const turned = <T extends readonly string[]>(colours: T) =>
    colours.map((c) => turnHue(c, turn)) as unknown as T;
  return { sky: turned(sky), glow: turned(glow), orb: turned(orb), land: turned(land), rim, ink };
}
