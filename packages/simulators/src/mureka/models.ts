/** The routes of songs, by the last part of their path. */
export type Route = 'generate' | 'easy-generate' | 'instrumental' | 'extend' | 'remix' | 'region-edit';

/** Which models a route takes; `auto` is the newest that is not an o. Without a list it takes no model. */
export const modelsOf: Readonly<Record<Route, readonly string[] | null>> = {
  generate: ['auto', 'mureka-7.6', 'mureka-o2', 'mureka-8', 'mureka-9', 'mureka-9.5'],
  'easy-generate': ['auto', 'mureka-7.6', 'mureka-o2', 'mureka-8', 'mureka-9', 'mureka-9.5'],
  instrumental: ['auto', 'mureka-7.6', 'mureka-8', 'mureka-9', 'mureka-9.5'],
  extend: ['mureka-7.6', 'mureka-8'],
  remix: null,
  'region-edit': null,
};

const newest = 'mureka-9.5';

/** `lora:mureka-6:<n>:<suffix>`: a model of the customer's own. */
export function isFineTuned(model: string): boolean {
  return /^lora:[\w.:-]+$/.test(model);
}

/** The concrete model that works: replies name it even when `auto` was asked for. */
export function modelUsed(route: Route, asked: unknown): string {
  if (typeof asked === 'string' && asked !== '' && asked !== 'auto') return asked;
  return route === 'extend' || modelsOf[route] === null ? 'mureka-8' : newest;
}

/** Songs a request makes; only some routes let it say how many. */
export function songsAsked(route: Route, n: unknown): number {
  if (route === 'extend' || route === 'region-edit') return 1;
  return typeof n === 'number' ? n : 2;
}

/** Dollars for one song (pricing page, read 2026-09). Nothing is published for extend, remix and region-edit. */
export function songPrice(route: Route, model: string): number {
  const isNewest = model === 'mureka-9.5';
  if (route === 'easy-generate') return isNewest ? 0.5 : 0.3;
  if (isNewest) return 0.15;
  return model === 'mureka-7.6' ? 0.03 : 0.045;
}
