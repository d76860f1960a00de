import type { Capabilities } from '@impresario/protocol';
import type { CallbackReader } from '@impresario/provider';
import type { FarEnd } from './far-end.ts';
import { snapshotOf } from './task-provider.ts';
import type { Stage } from './job.ts';

/** What a simulated provider posts. It says how far its job was when it was posted, not when it is read. */
export interface Payload {
  readonly taskId: string;
  readonly stage: Stage;
}

export const signatureHeader = 'x-signature';
export const rightSignature = 'right';

export function callbackReader({ id, delivery }: Capabilities, far: FarEnd): CallbackReader {
  return {
    verify({ headers, hasCorrelation }) {
      const signature = headers[signatureHeader];
      if (signature === undefined) return hasCorrelation ? 'hint' : 'missing-signature';
      if (signature !== rightSignature) return 'invalid-signature';
      return delivery.callbacks === 'trusted' ? 'trusted' : 'hint';
    },
    taskIdOf: (payload) => (payload as Partial<Payload>).taskId ?? null,
    read(payload) {
      const { taskId, stage } = payload as Payload;
      const job = far.jobOf(id, taskId);
      // A forged one may name a task that never was.
      const snapshot = job
        ? snapshotOf({ ...job, stage })
        : ({ state: 'unrecognised', raw: 'forged' } as const);
      return { handle: { taskId, data: {} }, snapshot };
    },
  };
}
