import { personaBodySchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const makePersona = onTrack({
  id: 'makePersona',
  action: 'persona',
  summary: 'Keep the voice and manner of a version',
  description: 'The `result` of the operation has a `personaId` that new tracks take.',
  makes: 'operation',
  schema: personaBodySchema,
  example: { name: 'Rainy alto', description: 'soft, close to the microphone' },
  ask: (trackId, body) => ({ operation: 'persona', trackId, body }),
});
