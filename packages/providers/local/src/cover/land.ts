import { blend } from './colour.ts';
import type { Palette } from './palettes.ts';
import { type Ridge, ridgePoints } from './ridgelines.ts';
import type { OrbPlace } from './sky.ts';

/** The ridges from far to near, each a little darker, its edge lit from where the orb stands. */
export function land(ridges: readonly Ridge[], palette: Palette, orb: OrbPlace, horizon: number): string {
  const count = ridges.length;
  return ridges
    .map((ridge, k) => {
      const nearness = k / (count - 1);
      const base = horizon + 30 + (880 - horizon) * nearness ** 1.15;
      const height = 150 + 60 * nearness;
      return oneRidge(ridge, k, base, height, nearness, palette, orb);
    })
    .join('');
}

function oneRidge(
  ridge: Ridge,
  k: number,
  base: number,
  height: number,
  nearness: number,
  palette: Palette,
  orb: OrbPlace,
): string {
  const points = Array.from(ridge, (value, i) => {
    const x = (i / (ridgePoints - 1)) * 1028 - 2;
    return `${x.toFixed(1)},${(base - value * height).toFixed(1)}`;
  });
  const edge = `M${points.join('L')}`;
  const body = blend(
    blend(palette.land[0], palette.sky[2], 0.34 * (1 - nearness)),
    palette.land[1],
    nearness ** 0.8,
  );
  const mist = blend(body, palette.sky[2], 0.34 * (1 - nearness) ** 1.4);
  const lit = orb.x / 1024;
  const stopAt = (offset: number, opacity: number) =>
    `<stop offset="${Math.min(1, Math.max(0, offset)).toFixed(3)}" stop-color="${palette.rim}" stop-opacity="${opacity.toFixed(2)}"/>`;
  const strength = 0.95 - 0.6 * nearness;
  return `<defs><linearGradient id="body${k}" gradientUnits="userSpaceOnUse" x1="0" y1="${(base - height).toFixed(0)}" x2="0" y2="${(base + 120).toFixed(0)}"><stop offset="0" stop-color="${body}"/><stop offset="1" stop-color="${mist}"/></linearGradient>
<linearGradient id="rim${k}" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="1024" y2="0">${stopAt(lit - 0.5, 0.1 * strength)}${stopAt(lit - 0.16, 0.5 * strength)}${stopAt(lit, strength)}${stopAt(lit + 0.16, 0.5 * strength)}${stopAt(lit + 0.5, 0.1 * strength)}</linearGradient></defs>
<path d="${edge}L1026,1026L-2,1026Z" fill="url(#body${k})"/><path d="${edge}" fill="none" stroke="url(#rim${k})" stroke-width="${(1.5 + nearness * 0.7).toFixed(2)}" stroke-linejoin="round"/>`;
}
