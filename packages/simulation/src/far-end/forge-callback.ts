import type { Dice } from '@impresario/engine';
import type { Connections } from '../database/connections.ts';
import type { Job } from './job.ts';
import { postAfter, type PostOffice } from './post-callbacks.ts';

interface Parts extends PostOffice {
  readonly connections: Connections;
  readonly dice: Dice;
}

/** Wrong signature, unknown address, another's task under one's own address, or a task that never was. */
export async function forgeCallback(parts: Parts): Promise<void> {
  const { connections, dice, far } = parts;
  const roll = (sides: number) => Math.floor(dice.fraction() * sides);
  const victim = far.jobs[roll(far.jobs.length)];
  const other = far.jobs[roll(far.jobs.length)];
  if (!victim?.callbackUrl || !other) return;
  const othersTask =
    other.provider === victim.provider && (await isShown(connections, other)) ? other.taskId : 'task-x';
  const address = victim.callbackUrl.split('/').at(-1)!;
  const forms = [
    { correlation: address, taskId: victim.taskId, signature: 'wrong' },
    { correlation: 'guessed', taskId: victim.taskId, signature: 'right' },
    { correlation: address, taskId: othersTask, signature: null },
    { correlation: null, taskId: 'task-none', signature: null },
  ];
  const { correlation, taskId, signature } = forms[roll(forms.length)]!;
  const payload = { taskId, stage: 'complete' as const };
  postAfter(parts, { provider: victim.provider, correlation, payload, signature }, 0, 4);
}

/** A task of somebody else is known only from their track. */
async function isShown({ monitor }: Connections, { taskId, provider }: Job): Promise<boolean> {
  const { rows } = await monitor.query<{ shown: boolean }>(
    'select exists (select from attempts where provider = $1 and task_id = $2) as shown',
    [provider, taskId],
  );
  return rows[0]!.shown;
}
