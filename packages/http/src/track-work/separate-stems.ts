import { stemsSchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const separateStems = onTrack({
  id: 'separateStems',
  action: 'stems',
  summary: 'Separate a version into stems',
  description: 'The stems land on the version: read the track again, or follow its events.',
  makes: 'operation',
  schema: stemsSchema,
  isOptional: true,
  example: { mode: 'all' },
  ask: (trackId, body) => ({ operation: 'stems', trackId, body }),
});
