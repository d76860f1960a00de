import { z } from 'zod';
import { operation } from '../operation.ts';

export const readOpenApi = operation({
  id: 'readOpenApi',
  method: 'get',
  path: '/openapi.json',
  tag: 'Documentation',
  summary: 'Read this description as OpenAPI 3.1',
  access: 'public',
  replies: {
    200: { description: 'The document.', content: { 'application/json': z.record(z.string(), z.unknown()) } },
  },
  problems: [],
  handle: ({ c, services }) =>
    c.body(JSON.stringify(services.openApi()), 200, {
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    }),
});
