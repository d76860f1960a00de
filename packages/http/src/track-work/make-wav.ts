import { versionOnlySchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const makeWav = onTrack({
  id: 'makeWav',
  action: 'wav',
  summary: 'Get a version as WAV',
  description: 'The lossless file lands on the version, as `wav`.',
  makes: 'operation',
  schema: versionOnlySchema,
  isOptional: true,
  example: {},
  ask: (trackId, body) => ({ operation: 'wav', trackId, body }),
});
