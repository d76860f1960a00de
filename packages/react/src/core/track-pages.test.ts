import { describe, expect, it } from 'vitest';
import type { Track } from '@impresario/protocol';
import { aTrack, trackId } from '@impresario/protocol/testing';
import { flatten, placeTrack, withoutTrack, type TrackPages } from './track-pages.ts';

const track = (number: number, fields: Partial<Track> = {}) => aTrack({ id: trackId(number), ...fields });

/** Pages of tracks by their numbers; `hasMore` is of the last one. */
function pagesOf(numbers: number[][], hasMore = false): TrackPages {
  return {
    pageParams: numbers.map((_, index) => (index === 0 ? '' : String(index))),
    pages: numbers.map((page, index) => {
      const isLast = index === numbers.length - 1;
      return { data: page.map((n) => track(n)), hasMore: !isLast || hasMore, nextCursor: null, asOf: 0 };
    }),
  };
}

const numbersOf = (pages: TrackPages) =>
  pages.pages.map(({ data }) => data.map(({ id }) => Number(id.slice(-12))));

describe('a list of tracks', () => {
  it('takes a new track on top, and an older one at its age', () => {
    expect(numbersOf(placeTrack(pagesOf([[3, 2], [1]]), track(4), {}))).toEqual([[4, 3, 2], [1]]);
    expect(numbersOf(placeTrack(pagesOf([[5, 3], [1]]), track(2), {}))).toEqual([
      [5, 3],
      [2, 1],
    ]);
    expect(numbersOf(placeTrack(pagesOf([[5, 4], [3]]), track(2), {}))).toEqual([
      [5, 4],
      [3, 2],
    ]);
    expect(numbersOf(placeTrack(pagesOf([[]]), track(1), {}))).toEqual([[1]]);
  });

  it('leaves out what belongs to a page that was not loaded yet', () => {
    const pages = pagesOf([[5, 4]], true);
    expect(placeTrack(pages, track(1), {})).toBe(pages);
  });

  it('puts a track over its older self without moving it', () => {
    const changed = placeTrack(pagesOf([[3, 2], [1]]), track(2, { title: 'Polka' }), {});
    expect(numbersOf(changed)).toEqual([[3, 2], [1]]);
    expect(flatten(changed)[1]?.title).toBe('Polka');
  });

  it('takes in nothing that its filter leaves out, and lets go of what does not match any more', () => {
    const pages = pagesOf([[1]]);
    expect(placeTrack(pages, track(2, { status: 'failed' }), { status: 'completed' })).toBe(pages);
    expect(numbersOf(placeTrack(pages, track(1, { status: 'failed' }), { status: 'processing' }))).toEqual([
      [],
    ]);
    expect(numbersOf(placeTrack(pages, track(2, { provider: 'suno' }), { provider: 'suno' }))).toEqual([
      [2, 1],
    ]);
    expect(placeTrack(pages, track(2, { title: null, prompt: 'A waltz' }), { q: 'polka' })).toBe(pages);
    expect(numbersOf(placeTrack(pages, track(2, { styleTags: ['Polka'] }), { q: 'poLKa' }))).toEqual([
      [2, 1],
    ]);
  });

  it('takes in what came of a track, however it did, and nothing else', () => {
    const [pages, filter] = [pagesOf([[1]]), { sourceTrackId: trackId(9) }];
    for (const name of ['sourceTrackId', 'retriedFrom', 'claimedFrom'] as const) {
      expect(numbersOf(placeTrack(pages, track(2, { [name]: trackId(9) }), filter))).toEqual([[2, 1]]);
      expect(placeTrack(pages, track(2, { [name]: trackId(8) }), filter)).toBe(pages);
    }
  });

  it('shows a track once that two readings put on two pages', () => {
    expect(
      flatten(
        pagesOf([
          [3, 2],
          [2, 1],
        ]),
      ).map(({ id }) => Number(id.slice(-12))),
    ).toEqual([3, 2, 1]);
    expect(
      numbersOf(
        withoutTrack(
          pagesOf([
            [3, 2],
            [2, 1],
          ]),
          trackId(2),
        ),
      ),
    ).toEqual([[3], [1]]);
  });
});
