import type { Scenario } from './scenario.ts';

export const scenarios: readonly Scenario[] = [
  {
    name: 'a song composed by our own process',
    async play(script) {
      await script.until(await script.wish('own', 2), 'completed');
    },
  },
  {
    name: 'a song with a task, told of by trusted callbacks: text, first, complete',
    async play(script) {
      await script.until(await script.wish('trusted', 2), 'completed');
    },
  },
  {
    name: 'a song with a task, found by looking',
    troubles: ['callback lost'],
    async play(script) {
      await script.until(await script.wish('trusted', 1), 'completed');
    },
  },
  {
    name: 'a song with a task, hinted at',
    async play(script) {
      await script.until(await script.wish('hinted', 1), 'completed');
    },
  },
  {
    name: 'a song whose task fails, with its refund',
    troubles: ['task fails', 'callback lost'],
    async play(script) {
      await script.until(await script.wish('hinted', 1), 'failed');
    },
  },
  {
    name: 'two versions, each a billed call',
    async play(script) {
      await script.until(await script.wish('paid', 2), 'completed');
    },
  },
  {
    name: 'a song cancelled while it is made',
    async play(script) {
      const track = await script.wish('trusted', 1);
      await script.until(track, 'processing');
      await script.cancel(track);
    },
  },
  {
    name: 'a song cancelled before it is begun',
    async play(script) {
      const track = await script.wish('own', 1);
      await script.cancel(track);
    },
  },
  {
    name: 'a song that comes too late, and is claimed',
    troubles: ['slow task', 'callback lost'],
    async play(script) {
      const track = await script.wish('trusted', 1);
      await script.until(track, 'failed');
      await script.pass(60);
      await script.claim(track);
    },
  },
  {
    name: 'stems of a finished song',
    async play(script) {
      const track = await script.wish('trusted', 1);
      await script.until(track, 'completed');
      await script.stems(track);
      await script.pass(60);
    },
  },
  {
    name: 'a finished song removed',
    async play(script) {
      const track = await script.wish('own', 1);
      await script.until(track, 'completed');
      await script.remove(track);
    },
  },
];
