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
    'For clients that cannot send headers, such as EventSource: single use, within 60 s, as `?ticket=`.',
  access: 'user',
  changesNothing: true,
  replies: {
    201: {
      description: 'The ticket.',
      content: { 'application/json': z.object({ ticket: z.string(), expiresAt: z.iso.datetime() }) },
    },
  },
  problems: [],
  handle({ c, caller, callerExpiresAt, services }) {
    const { ticket, expiresAt } = services.tickets.issue({ userId: caller.userId, callerExpiresAt });
    return jsonReply(c, 201, { ticket, expiresAt: expiresAt.toISOString() });
  },
});
