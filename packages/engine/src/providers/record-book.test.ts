import { describe, expect, it } from 'vitest';
import { countQueries } from '../testing/count-queries.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';
import { createRecordBook } from './record-book.ts';

describe('what providers did lately', () => {
  const stage = useTestEngine();

  it('[PRO-3] is read once for all who ask within five seconds, and anew after that', async () => {
    const { db, clock, admit, until } = stage.test;
    const counted = countQueries(db);
    const book = createRecordBook({ clock, db: counted.db });
    await until(await admit(), ({ status }) => status === 'completed');
    const [first, second] = await Promise.all([book.latest(), book.latest()]);
    expect(first.find(({ model }) => model === null)).toMatchObject({ provider: 'scripted', total: 1 });
    expect(second).toBe(first);
    await until(await admit(), ({ status }) => status === 'completed', 100);
    clock.advance(5_000);
    const later = await book.latest();
    expect(later.find(({ model }) => model === null)).toMatchObject({ total: 2, succeeded: 2 });
    expect(await book.latest()).toBe(later);
    expect(counted.count()).toBe(2);
  });
});
