import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const livez = operation({
  id: 'livez',
  method: 'get',
  path: '/livez',
  tag: 'Health',
  summary: 'Is the process alive?',
  access: 'public',
  anyRate: true,
  replies: {
    200: { description: 'It is.', content: { 'application/json': z.object({ status: z.literal('ok') }) } },
  },
  problems: [],
  handle: ({ c }) => jsonReply(c, 200, { status: 'ok' }),
});
