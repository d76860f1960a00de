import { lyricsBodySchema } from '@impresario/protocol';
import { fromNothing } from './from-nothing.ts';

export const writeLyrics = fromNothing({
  id: 'writeLyrics',
  path: '/v1/lyrics',
  summary: 'Write lyrics',
  description: 'The `result` of the operation has one or more texts to choose from.',
  schema: lyricsBodySchema,
  example: { prompt: 'rain in a town by the sea' },
  ask: (body) => ({ operation: 'lyrics', body }),
});
