import type { Operation, Provider, Track, Version } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { operationName } from '../words/operations.ts';

/** Something that can be asked of a finished version. Stems are two things to choose from. */
export interface Offer {
  readonly id: string;
  readonly operation: Exclude<Operation, 'generate' | 'lyrics' | 'style'>;
  readonly label: string;
  readonly stemsMode?: 'vocals' | 'all';
}

const order = [
  'extend',
  'replace-section',
  'cover',
  'add-vocals',
  'add-instrumental',
  'stems',
  'wav',
  'video',
  'persona',
  'timestamped-lyrics',
] as const;

/** What this provider can do with a version, without what is there already. */
export function offersFor(provider: Provider, track: Track, version: Version): Offer[] {
  return order
    .filter((operation) => provider.operations.includes(operation))
    .filter((operation) => !isThere(operation, track, version))
    .flatMap((operation): Offer[] => {
      if (operation !== 'stems') return [{ id: operation, operation, label: operationName(operation) }];
      const vocals = {
        id: 'stems-vocals',
        operation,
        label: say('tracks.offer.stems.vocals'),
        stemsMode: 'vocals',
      } as const;
      const all = {
        id: 'stems-all',
        operation,
        label: say('tracks.offer.stems.all'),
        stemsMode: 'all',
      } as const;
      if (version.stems.length > 2) return [];
      return version.stems.length > 0 ? [all] : [vocals, all];
    });
}

function isThere(operation: Offer['operation'], track: Track, version: Version): boolean {
  if (operation === 'wav') return version.wav !== null;
  if (operation === 'video') return version.video !== null;
  // There are no words to time.
  if (operation === 'timestamped-lyrics') return track.hasVocals === false;
  return false;
}
