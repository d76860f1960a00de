export { ImpresarioProvider, useImpresario, type ImpresarioProviderProps } from './impresario-provider.tsx';
export { useConnection } from './use-connection.ts';
export { useCredits } from './use-credits.ts';
export {
  useGenerateMusic,
  type GenerateMusic,
  type GenerateMusicOptions,
  type GenerationError,
} from './use-generate-music.ts';
export { useOperation } from './use-operation.ts';
export { useOperationChanges } from './use-operation-changes.ts';
export { useOperations, type OperationFilter } from './use-operations.ts';
export { useOrder } from './use-order.ts';
export { usePersonas } from './use-personas.ts';
export { useProviders, type ProvidersOptions } from './use-providers.ts';
export { useTrack } from './use-track.ts';
export { useTrackChanges } from './use-track-changes.ts';
export { useTracks } from './use-tracks.ts';
export { useUpload, type UseUpload } from './use-upload.ts';
export type { ConnectionStatus } from './core/connection.ts';
export { explainError } from './core/explain-error.ts';
export { linkOf, type Link } from './core/link.ts';
export { isRunning } from './core/operation-cache.ts';
export { queryDefaults } from './core/query-defaults.ts';
export { isUnreachable } from './core/reach.ts';
export { createStore, type Store } from './core/store.ts';
export { isUnderWay } from './core/track-cache.ts';
export type { TrackFilter } from './core/track-filter.ts';
