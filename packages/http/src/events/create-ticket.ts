import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const createTicket = operation({
  id: 'createTicket',
  method: 'post',
  path: '/v1/realtime/tickets',
  tag: 'Events',
  summary: 'Get a ticket for one event stream',
  description:
    'For clients that cannot send headers, such as EventSource: single use, within 60 s, as `?ticket=`, at whichever node.',
  access: 'user',
  changesNothing: true,
  replies: {
    201: {
      description: 'The ticket.',
      content: { 'application/json': z.object({ ticket: z.string(), expiresAt: z.iso.datetime() }) },
    },
  },
  problems: [],
  async handle({ c, caller, callerExpiresAt, actor, services }) {
    const { ticket, expiresAt } = await services.engine.issueTicket({
      userId: caller.userId,
      keyId: actor.keyId,
      proofExpiresAt: callerExpiresAt,
    });
    return jsonReply(c, 201, { ticket, expiresAt: expiresAt.toISOString() });
  },
});
