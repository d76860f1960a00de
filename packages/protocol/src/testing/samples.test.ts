import { expect, it } from 'vitest';
import { creditsSchema, transactionSchema } from '../credits.ts';
import { figuresSchema } from '../figures.ts';
import { operationSchema } from '../operation-resource.ts';
import { capabilitiesSchema, providerSchema } from '../provider.ts';
import { presentTrack, trackSchema } from '../track.ts';
import {
  aModel,
  anAsset,
  anOperation,
  aProvider,
  aStoredAsset,
  aStoredVersion,
  aTally,
  aTrack,
  aTrackSnapshot,
  aTransaction,
  aVersion,
  someCapabilities,
  someCredits,
  trackId,
} from './index.ts';

const asset = anAsset();
const stored = aStoredAsset();
const stems = [{ name: 'vocals', audio: asset }];
const kept = aTrackSnapshot({
  versions: [aStoredVersion({ audio: stored, stems: [{ name: 'bass', audio: stored }] })],
});

it.each([
  ['a track', trackSchema, aTrack()],
  ['a track with files', trackSchema, aTrack({ versions: [aVersion({ audio: asset, stems })] })],
  ['a track as it is kept', trackSchema, presentTrack(kept, ({ key }) => `/files/${key}`)],
  ['an operation', operationSchema, anOperation()],
  ['capabilities', capabilitiesSchema, someCapabilities({ models: [aModel({ durationSeconds: null })] })],
  ['a provider', providerSchema, aProvider()],
  ['credits', creditsSchema, someCredits()],
  ['credits without a daily limit', creditsSchema, someCredits({ plan: 'premium' })],
  ['a transaction', transactionSchema, aTransaction()],
  ['a tally', figuresSchema.shape.total, aTally()],
])('has %s that the schema takes, and with nothing more in it', (_name, schema, sample) => {
  expect(schema.parse(sample)).toEqual(sample);
});

it('has newer tracks under higher ids', () => {
  const [older, newer] = [aTrack({ id: trackId(9) }), aTrack({ id: trackId(10) })];
  expect([older.id < newer.id, older.createdAt < newer.createdAt]).toEqual([true, true]);
});

it('has tracks of any other id, of the first minute', () => {
  expect(aTrack({ id: 'b' }).createdAt).toBe('2026-01-01T00:00:00.000Z');
});
