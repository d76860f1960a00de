import { extendSchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const extendTrack = onTrack({
  id: 'extendTrack',
  action: 'extend',
  summary: 'Extend a track',
  description:
    'A new track that goes on where `continueAtSeconds` says. What is not given is as in the source.',
  makes: 'track',
  schema: extendSchema,
  isOptional: true,
  example: { continueAtSeconds: 90, prompt: 'a quiet ending' },
  ask: (trackId, body) => ({ operation: 'extend', trackId, body }),
});
