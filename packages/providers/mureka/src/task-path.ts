import type { TaskHandle } from '@impresario/provider';

/** Songs and instrumentals are looked up in different places, and the id does not tell which is which. */
export function taskPath(taskId: string, facts: TaskHandle['data']): string {
  const kind = facts['kind'] === 'instrumental' ? 'instrumental' : 'song';
  return `/v1/${kind}/query/${encodeURIComponent(taskId)}`;
}
