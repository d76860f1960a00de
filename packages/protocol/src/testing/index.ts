/** Samples of what crosses the wire, for the tests of all rooms; each is whole and valid as it is. */
export {
  aStoredAsset,
  aStoredVersion,
  aTrack,
  aTrackSnapshot,
  aVersion,
  anAsset,
  trackId,
} from './a-track.ts';
export { anOperation } from './an-operation.ts';
export { aModel, aProvider, someCapabilities } from './a-provider.ts';
export { aTally, aTransaction, someCredits } from './some-credits.ts';
