import { blend } from './colour.ts';
import type { Palette } from './palettes.ts';

/** Where the light is, in pixels of the 1024 × 1024 cover. */
export interface OrbPlace {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export type OrbKind = 'sun' | 'moon' | 'striped' | 'eclipse' | 'ringed';

const stop = (offset: number, colour: string, opacity = 1) =>
  `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`;

/** The sky: gradient, clouds of light, stars. */
export function sky(palette: Palette, orb: OrbPlace, horizon: number, dice: () => number): string {
  const [top, middle, low] = palette.sky;
  const tilt = Math.round((dice() - 0.5) * 420);
  const far = { x: orb.x < 512 ? 780 + dice() * 160 : 84 + dice() * 160, y: 60 + dice() * 260 };
  return `<defs>
<linearGradient id="sky" gradientUnits="userSpaceOnUse" x1="${512 - tilt}" y1="0" x2="${512 + tilt}" y2="${horizon + 90}">${stop(0, top)}${stop(0.5, middle)}${stop(1, low)}</linearGradient>
${cloud('near', orb.x, orb.y, 620, palette.glow[1], 0.75)}
${cloud('far', far.x, far.y, 560, palette.glow[0], 0.6)}
${cloud('low', orb.x + (dice() - 0.5) * 300, horizon, 760, palette.glow[1], 0.45)}
</defs>
<rect width="1024" height="1024" fill="url(#sky)"/>
<rect width="1024" height="1024" fill="url(#far)"/><rect width="1024" height="1024" fill="url(#low)"/>
${stars(palette, orb, horizon, dice)}
<rect width="1024" height="1024" fill="url(#near)"/>`;
}

function cloud(id: string, x: number, y: number, radius: number, colour: string, opacity: number): string {
  const stops = [0, 0.25, 0.5, 0.75, 1].map((at) => stop(at, colour, opacity * (1 - at) ** 2));
  return `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${radius}">${stops.join('')}</radialGradient>`;
}

function stars(palette: Palette, orb: OrbPlace, horizon: number, dice: () => number): string {
  const dots: string[] = [];
  for (let i = 0; i < 150; i++) {
    const x = dice() * 1024;
    const y = dice() ** 1.5 * horizon * 0.92;
    const size = 0.5 + 1.5 * dice() ** 4;
    const light = 0.25 + 0.75 * dice();
    if (Math.hypot(x - orb.x, y - orb.y) < orb.radius * 1.25) continue;
    const opacity = light * (1 - y / horizon) ** 0.8;
    dots.push(
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size.toFixed(2)}" fill-opacity="${opacity.toFixed(2)}"/>`,
    );
  }
  return `<g fill="${palette.ink}">${dots.join('')}</g>`;
}

/** The sun or moon itself. */
export function orb(kind: OrbKind, palette: Palette, { x, y, radius }: OrbPlace): string {
  const [bright, dark] = palette.orb;
  const disc = (fill: string) => `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
  const face = `<defs><linearGradient id="face" x1="0" y1="0" x2="0" y2="1">${stop(0, bright)}${stop(0.45, blend(bright, dark, 0.3))}${stop(1, dark)}</linearGradient>
<radialGradient id="halo" gradientUnits="userSpaceOnUse" cx="${x}" cy="${y}" r="${radius * 1.9}">${stop(0.5, bright, 0.5)}${stop(0.62, bright, 0.24)}${stop(0.8, dark, 0.08)}${stop(1, dark, 0)}</radialGradient></defs>
<circle cx="${x}" cy="${y}" r="${radius * 1.9}" fill="url(#halo)"/>`;
  switch (kind) {
    case 'sun':
      return face + disc('url(#face)');
    case 'striped':
      return face + striped(x, y, radius);
    case 'moon':
      return face + moon(x, y, radius, palette);
    case 'eclipse':
      return `${face}<circle cx="${x}" cy="${y}" r="${radius + 5}" fill="${bright}"/>${disc(blend(palette.sky[0], palette.land[1], 0.5))}`;
    case 'ringed':
      return face + disc('url(#face)') + rings(x, y, radius, palette);
  }
}

/** A sun cut by bars that widen downwards. */
function striped(x: number, y: number, radius: number): string {
  const bars: string[] = [];
  for (let i = 0, at = y - radius * 0.05; at < y + radius; i++) {
    const thickness = 3 + i * 2.6;
    bars.push(
      `<rect x="${x - radius}" y="${at.toFixed(1)}" width="${radius * 2}" height="${thickness.toFixed(1)}" fill="#000"/>`,
    );
    at += thickness + radius * 0.105;
  }
  return `<mask id="bars"><rect width="1024" height="1024" fill="#fff"/>${bars.join('')}</mask><circle cx="${x}" cy="${y}" r="${radius}" fill="url(#face)" mask="url(#bars)"/>`;
}

/** Where a full moon is darker: x, y and radius in parts of its radius. */
const seas = [
  [-0.32, -0.3, 0.3],
  [0.08, -0.46, 0.17],
  [-0.42, 0.16, 0.2],
  [0.3, -0.08, 0.24],
  [0.06, 0.3, 0.15],
  [0.44, 0.4, 0.2],
  [-0.12, 0.62, 0.13],
] as const;

/** A full moon with its seas, paler than a sun. */
function moon(x: number, y: number, radius: number, palette: Palette): string {
  const [bright, dark] = palette.orb;
  const spots = seas.map(([dx, dy, size]) => {
    return `<circle cx="${(x + dx * radius).toFixed(1)}" cy="${(y + dy * radius).toFixed(1)}" r="${(size * radius * 1.35).toFixed(1)}"/>`;
  });
  const shade = blend(dark, palette.sky[1], 0.45);
  return `<defs><radialGradient id="moon" cx="0.38" cy="0.34" r="0.75">${stop(0, bright)}${stop(0.6, blend(bright, dark, 0.25))}${stop(1, blend(dark, shade, 0.35))}</radialGradient>
<radialGradient id="sea">${stop(0, shade, 0.34)}${stop(0.55, shade, 0.24)}${stop(1, shade, 0)}</radialGradient></defs>
<circle cx="${x}" cy="${y}" r="${radius}" fill="url(#moon)"/><g fill="url(#sea)">${spots.join('')}</g>`;
}

/** Thin orbits around the disc. */
function rings(x: number, y: number, radius: number, palette: Palette): string {
  const circles = [1.28, 1.62, 2.04, 2.55].map(
    (scale, i) =>
      `<circle cx="${x}" cy="${y}" r="${(radius * scale).toFixed(1)}" fill="none" stroke="${palette.ink}" stroke-opacity="${(0.42 - i * 0.09).toFixed(2)}" stroke-width="1.4"/>`,
  );
  return circles.join('');
}
