import { styleBodySchema } from '@impresario/protocol';
import { fromNothing } from './from-nothing.ts';

export const boostStyle = fromNothing({
  id: 'boostStyle',
  path: '/v1/style',
  summary: 'Put a style into better words',
  description: 'The `result` of the operation has the style as the provider would describe it.',
  schema: styleBodySchema,
  example: { text: 'lo-fi, warm' },
  ask: (body) => ({ operation: 'style', body }),
});
