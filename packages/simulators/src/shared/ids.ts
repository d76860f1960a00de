import type { World } from '../world.ts';

/** Lower-case hexadecimal of that many characters. */
export function hexId(world: World, length = 32): string {
  return Array.from({ length }, () => Math.floor(world.random() * 16).toString(16)).join('');
}

/** Shaped like a version 4 UUID. */
export function uuid(world: World): string {
  const hex = hexId(world);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
