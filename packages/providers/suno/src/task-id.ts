import { fieldsOf, idOf } from './fields.ts';

/** The task a callback names; its place and its casing differ by kind (docs, callback pages, read 2026-09). */
export function taskIdOf(payload: unknown): string | null {
  const body = fieldsOf(payload);
  if (!body) return null;
  const inner = fieldsOf(body['data']) ?? {};
  for (const from of [inner, body]) {
    const id = idOf({ taskId: from['task_id'] }, 'taskId') ?? idOf({ taskId: from['taskId'] }, 'taskId');
    if (id !== null) return id;
  }
  return null;
}
