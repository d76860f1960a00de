import { reconciliationSchema } from '@impresario/protocol';
import { z } from 'zod';
import { periodParameters, readPeriod } from '../credits/statement-period.ts';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { isRefusal } from '../replies/refusal.ts';

export const readReconciliation = operation({
  id: 'readReconciliation',
  method: 'get',
  path: '/v1/admin/reconciliation',
  tag: 'Administration',
  summary: 'Set what providers may bill against what users paid',
  description:
    'By day (UTC) and provider, the current month unless told, at most 400 days. Spend is an estimate from published prices, ' +
    'in the unit of each provider.',
  access: 'admin',
  query: z.object(periodParameters),
  replies: {
    200: {
      description: 'The days on which something happened.',
      content: { 'application/json': reconciliationSchema },
    },
  },
  problems: [],
  async handle({ c, query, services }) {
    const period = readPeriod(query, services.clock.now());
    return isRefusal(period) ? period : jsonReply(c, 200, await services.engine.reconcile(period));
  },
});
