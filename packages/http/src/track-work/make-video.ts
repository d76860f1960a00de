import { versionOnlySchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const makeVideo = onTrack({
  id: 'makeVideo',
  action: 'video',
  summary: 'Make a music video of a version',
  description: 'The film lands on the version, as `video`.',
  makes: 'operation',
  schema: versionOnlySchema,
  isOptional: true,
  example: {},
  ask: (trackId, body) => ({ operation: 'video', trackId, body }),
});
