import { shell } from './shell.ts';

/** Every message of the studio in English; the other languages have the same keys. */
export const messages = { ...shell } as const;
