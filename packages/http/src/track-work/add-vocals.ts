import { overAudioSchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const addVocals = onTrack({
  id: 'addVocals',
  action: 'add-vocals',
  summary: 'Sing over a track',
  description:
    'A new track: a voice over the audio of the source, or over the reference audio that is given.',
  makes: 'track',
  schema: overAudioSchema,
  isOptional: true,
  example: { prompt: 'a soft alto', lyrics: 'Rain on the window' },
  ask: (trackId, body) => ({ operation: 'add-vocals', trackId, body }),
});
