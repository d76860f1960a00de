import { statementFormats, statementSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { isRefusal } from '../replies/refusal.ts';
import { textStream } from '../replies/text-stream.ts';
import { periodName, periodParameters, readPeriod } from './statement-period.ts';
import { statementText } from './statement-text.ts';

const mediaTypes = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const;

export const readStatement = operation({
  id: 'readStatement',
  method: 'get',
  path: '/v1/credits/statement',
  tag: 'Credits',
  summary: 'Export a statement of credits',
  description:
    'Every movement from `from` on and before `to`, oldest first, between the opening and the closing balance; the current ' +
    'month unless told, at most 400 days. What is booked while it is read is not in it.',
  access: 'user',
  query: z.object({ ...periodParameters, format: z.enum(statementFormats).default('json') }),
  replies: {
    200: {
      description: 'The statement, as a file to keep.',
      content: { 'application/json': statementSchema, 'text/csv': z.string() },
    },
  },
  problems: [],
  async handle({ c, caller, query, services }) {
    const period = readPeriod(query, services.clock.now());
    if (isRefusal(period)) return period;
    const { format } = query;
    const statement = await services.engine.openStatement(caller, period);
    const fileName = `impresario-statement-${periodName(period)}.${format}`;
    return c.body(textStream(statementText[format](statement), services.log), 200, {
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    });
  },
});
