import { z } from 'zod';

export const streamQuery = z.object({
  ticket: z.string().optional().describe('From `POST /v1/realtime/tickets`, where no header can be sent.'),
});

export const streamHeaders = z.object({
  'Last-Event-ID': z.string().optional().describe('The id of the last event received.'),
});
