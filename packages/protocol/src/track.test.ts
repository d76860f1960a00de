import { expect, it } from 'vitest';
import { presentTrack, type TrackSnapshot } from './track.ts';

const snapshot = { id: 'x', seed: 0, retriedFrom: 'y', versions: [] } as unknown as TrackSnapshot;

it('shows a seed as it is, 0 as well', () => {
  expect(presentTrack(snapshot, () => '')).toMatchObject({ seed: 0, retriedFrom: 'y' });
});

it('shows an event of before there were seeds and retries without them', () => {
  const { seed: _seed, retriedFrom: _from, ...old } = snapshot;
  expect(presentTrack(old as TrackSnapshot, () => '')).toMatchObject({ seed: null, retriedFrom: null });
});
