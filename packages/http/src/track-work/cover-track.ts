import { overAudioSchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const coverTrack = onTrack({
  id: 'coverTrack',
  action: 'cover',
  summary: 'Cover a track',
  description:
    'A new track with the melody of the source, or of `referenceAssetId` or `referenceAudioUrl` when one is given.',
  makes: 'track',
  schema: overAudioSchema,
  isOptional: true,
  example: { styleTags: ['bossa nova'] },
  ask: (trackId, body) => ({ operation: 'cover', trackId, body }),
});
