import { shell } from './shell.ts';
import { words } from './words.ts';

/** Every message of the studio in English; the other languages have the same keys. */
export const messages = { ...shell, ...words } as const;
