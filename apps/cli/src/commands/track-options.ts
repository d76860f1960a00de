import type { ArgsDef } from 'citty';
import { UsageError } from '../exit-code.ts';

/** The options of commands that work on a finished track. */
export const trackOptions = {
  id: {
    type: 'positional',
    required: false,
    description: 'The track’s id, as `impresario tracks` lists it',
  },
  version: {
    type: 'string',
    valueHint: 'ID',
    description: 'The version to work on (default: the primary one); see `impresario show ID --json`',
  },
} as const satisfies ArgsDef;

export const outOption = {
  out: { type: 'string', valueHint: 'FOLDER', description: 'Where the files go (default: ./tracks)' },
} as const satisfies ArgsDef;

/** The one word that must be there; a `UsageError` says so when it is not. */
export function trackIdOf(verb: string, [id]: readonly string[]): string {
  if (!id) throw new UsageError(`Which track? Give its id: impresario ${verb} ID`);
  return id;
}
