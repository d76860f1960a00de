import { text, type Gateway } from './gateway.ts';
import { needs, type Body } from './music-rules.ts';
import { isMusic } from './music-task.ts';
import type { SideKind, SideTask } from './side-task.ts';

function imageAddresses({ stage }: Gateway, task: SideTask): string[] {
  return ['a', 'b'].map((letter) => {
    const make = () => stage.songs.png(`${task.id} ${letter}`);
    return stage.files.put({ path: `${task.id}/${letter}.png`, task, contentType: 'image/png', make });
  });
}

/** Two pictures, once a music task; here 2 means that it is still under way. */
export const coverImage: SideKind = {
  name: 'cover',
  path: '/api/v1/suno/cover',
  realisticMs: 30_000,
  statuses: { pending: 2, done: 1, failed: 3, createFailed: 3, moderated: 3 },
  statusField: 'successFlag',
  price: () => 0,
  check: (gateway, body) => {
    const missing = needs(body, 'taskId');
    if (missing) return missing;
    if (!isMusic(gateway.stage.tasks.get(text(body['taskId']))))
      return { reason: 'invalid', message: 'taskId does not exist' };
    const again = [...gateway.stage.tasks.values()].some(
      (task) => task.kind === 'cover' && (task.body as Body)['taskId'] === body['taskId'],
    );
    return again
      ? { reason: 'already-made', message: 'The cover was already generated for this task.' }
      : null;
  },
  record: (gateway, task, withResult) => ({
    taskId: task.id,
    parentTaskId: text((task.body as Body)['taskId']),
    callbackUrl: task.callbackUrl,
    completeTime: task.finishedAt === null ? null : new Date(task.finishedAt).toISOString(),
    response: withResult ? { images: imageAddresses(gateway, task) } : null,
    createTime: new Date(task.createdAt).toISOString(),
  }),
  callback: (gateway, task, code) => ({
    code,
    msg: code === 200 ? 'success' : 'Cover generation failed',
    data: { taskId: task.id, images: code === 200 ? imageAddresses(gateway, task) : null },
  }),
};
