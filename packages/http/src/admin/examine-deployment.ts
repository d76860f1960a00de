import { examinationSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const examineDeployment = operation({
  id: 'examineDeployment',
  method: 'get',
  path: '/v1/admin/doctor',
  tag: 'Administration',
  summary: 'Walk the checklist of the deployment',
  description:
    'What only the server knows: disk, database, secrets, providers, queue, money. `impresario doctor` adds what only a client sees.',
  access: 'admin',
  replies: { 200: { description: 'What was found.', content: { 'application/json': examinationSchema } } },
  problems: [],
  async handle({ c, services }) {
    return jsonReply(c, 200, { findings: await services.examine() });
  },
});
