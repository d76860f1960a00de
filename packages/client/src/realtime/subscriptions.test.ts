import { expect, it } from 'vitest';
import { silentLog } from '../world.ts';
import { Subscriptions, type Subscription } from './subscriptions.ts';

it('[RT-2] remembers of what it has told no more than a year of listening can bear', () => {
  const subscriptions = new Subscriptions<{ id: string; status: string; revision: number }>(silentLog);
  const told: string[] = [];
  const subscription: Subscription<{ id: string; status: string; revision: number }> = {
    listener: ({ eventType, new: { id } }) => told.push(`${eventType} ${id}`),
    options: {},
    told: new Map(),
    isRefused: false,
  };
  subscriptions.add(null, subscription);
  for (let count = 0; count < 6_000; count++) {
    subscriptions.tell({ id: `${count}`, status: 'completed', revision: 1 }, undefined, true);
  }
  expect(subscription.told.size).toBe(5_000);
  subscriptions.tell({ id: '5999', status: 'completed', revision: 2 }, undefined, true);
  subscriptions.tell({ id: '5999', status: 'completed', revision: 2 }, undefined, true);
  expect(told.slice(-2)).toEqual(['INSERT 5999', 'UPDATE 5999']);
});
