import { z } from 'zod';
import { operation } from '../operation.ts';

export const readMetrics = operation({
  id: 'readMetrics',
  method: 'get',
  path: '/metrics',
  tag: 'Health',
  summary: 'Read metrics for Prometheus',
  description: 'Counts over all users and the state of the providers; nothing of any one user.',
  access: 'public',
  replies: { 200: { description: 'The metrics.', content: { 'text/plain': z.string() } } },
  problems: [],
  async handle({ c, services }) {
    const { contentType, read } = services.metrics();
    return c.body(await read(), 200, { 'content-type': contentType, 'cache-control': 'no-store' });
  },
});
