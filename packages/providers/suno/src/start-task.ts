import type { SubmitOutcome, TaskHandle } from '@impresario/provider';
import { incomplete } from './errors.ts';
import { fieldsOf, idOf } from './fields.ts';
import { post, type Gateway } from './gateway.ts';

/** What a request to Suno needs beside its words. */
export interface GatewayCall {
  readonly gateway: Gateway;
  /** Enforced by both gateways on every request that makes a task. */
  readonly callBackUrl: string;
  readonly signal: AbortSignal;
}

/** One POST that is answered with a task. `data` becomes part of its handle. */
export async function startTask(
  { gateway, callBackUrl, signal }: GatewayCall,
  path: string,
  body: object,
  data: TaskHandle['data'],
): Promise<SubmitOutcome> {
  const answer = await post(gateway, path, { ...body, callBackUrl }, signal);
  const named = fieldsOf(answer.data);
  const taskId = named && idOf(named, 'taskId');
  // 409 says that this file was made before; where the answer names that task, its file is taken.
  const isMadeAlready = answer.kind === 'refused' && answer.code === 409 && data['kind'] !== 'music';
  if (answer.kind === 'refused' && !(isMadeAlready && taskId))
    return { kind: 'failed', failure: answer.failure };
  if (taskId) return { kind: 'accepted', handle: { taskId, data } };
  return {
    kind: 'failed',
    failure: incomplete('submit', 'Suno accepted the request and named no task.'),
  };
}
