import { overAudioSchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const addInstrumental = onTrack({
  id: 'addInstrumental',
  action: 'add-instrumental',
  summary: 'Play under a track',
  description:
    'A new track: instruments under the voice of the source, or of the reference audio that is given.',
  makes: 'track',
  schema: overAudioSchema,
  isOptional: true,
  example: { styleTags: ['strings'] },
  ask: (trackId, body) => ({ operation: 'add-instrumental', trackId, body }),
});
