import { requestFaults, trackErrorCodes, type Figures, type Overview } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import { emptyBooks, figuresOf, providerWork } from '../../test/scripted-books.ts';
import { concernsOf } from './concerns.ts';
import { isRequestFault } from './request-faults.ts';

const calm = emptyBooks().overview;
const found = (changes: Partial<Overview>, figures: Figures | null = null) =>
  concernsOf({ ...calm, ...changes }, figures).map(({ id, level, provider }) =>
    [level, id, provider].filter(Boolean).join(' '),
  );
/** Figures in which the last point of the local provider had these failures beside so many finished songs. */
function lately(completed: number, failed: Record<string, number>): Figures {
  const books = emptyBooks();
  books.providerTally = (_provider, before) => (before === 0 ? { completed, failed } : {});
  return figuresOf(books, '24h');
}

describe('what needs an administrator', () => {
  it('is nothing on a first day, and nothing in an ordinary hour', () => {
    expect(found({})).toEqual([]);
    const busy = providerWork({ waiting: 4, underWay: 2, longestWaitSeconds: 119 });
    const ordinary = {
      invariants: { checkedAt: '2026-03-01T12:00:00.000Z', broken: 0 },
      callbacks: { waiting: 49, lastHour: 900 },
      work: { waitingSeconds: 59, held: 0 },
      providers: [busy],
    };
    expect(found(ordinary, lately(8, { NETWORK_ERROR: 2 }))).toEqual([]);
  });

  it('is told with what is broken before what is worth a look', () => {
    const everything = {
      orphans: { open: 1, claimed: 4 },
      callbacks: { waiting: 50, lastHour: 50 },
      stuck: 2,
      invariants: { checkedAt: '2026-03-01T12:00:00.000Z', broken: 1 },
      work: { waitingSeconds: 61, held: 0 },
      providers: [
        providerWork({ provider: 'one', longestWaitSeconds: 121 }),
        providerWork({ provider: 'two', circuit: 'blocked', blockedBy: 'auth' }),
        providerWork({ provider: 'three', circuit: 'open', longestWaitSeconds: 500 }),
      ],
    };
    expect(found(everything)).toEqual([
      'act invariants',
      'act stuck',
      'act worker',
      'act auth two',
      'act down three',
      'look queue one',
      'look orphans',
      'look callbacks',
    ]);
  });

  it('is no missing worker while others are at it', () => {
    expect(found({ work: { waitingSeconds: 300, held: 1 } })).toEqual([]);
  });

  it('is a provider that fails by its own fault, however much is refused for its words', () => {
    expect(found({}, lately(4, { MODERATED: 40, ARTIST_NAME_NOT_ALLOWED: 9 }))).toEqual([]);
    expect(found({}, lately(3, { NETWORK_ERROR: 1 }))).toEqual([]);
    expect(found({}, lately(7, { NETWORK_ERROR: 2, PROVIDER_ERROR: 1 }))).toEqual(['look failing local']);
    expect(found({}, lately(1, { PROCESSING_TIMEOUT: 9 }))).toEqual(['act failing local']);
    expect(concernsOf(calm, lately(7, { NETWORK_ERROR: 2, PROVIDER_ERROR: 1 }))[0]).toMatchObject({
      rate: 0.7,
      code: 'NETWORK_ERROR',
    });
  });

  it('judges failures as the server does', () => {
    expect(trackErrorCodes.filter(isRequestFault).toSorted()).toEqual(requestFaults.toSorted());
  });
});
