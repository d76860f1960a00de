import { personaSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const listPersonas = operation({
  id: 'listPersonas',
  method: 'get',
  path: '/v1/personas',
  tag: 'Operations',
  summary: 'List personas',
  description: 'Newest first; each was made of a track by `POST /v1/tracks/{id}/persona`.',
  access: 'user',
  replies: {
    200: {
      description: 'All of the user.',
      content: { 'application/json': z.object({ data: z.array(personaSchema) }) },
    },
  },
  problems: [],
  async handle({ c, caller, services }) {
    return jsonReply(c, 200, { data: await services.engine.listPersonas(caller.userId) });
  },
});
