import { replaceSectionSchema } from '@impresario/protocol';
import { onTrack } from './on-track.ts';

export const replaceSection = onTrack({
  id: 'replaceSection',
  action: 'replace-section',
  summary: 'Sing a section anew',
  description: 'A new track with other words between two times; the rest is as in the source.',
  makes: 'track',
  schema: replaceSectionSchema,
  example: { startSeconds: 40, endSeconds: 56, lyrics: 'The rain has found another street' },
  ask: (trackId, body) => ({ operation: 'replace-section', trackId, body }),
});
