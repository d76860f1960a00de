import { useSyncExternalStore } from 'react';
import type { ConnectionStatus } from './core/connection.ts';
import { useImpresario } from './impresario-provider.tsx';

/** How changes come at present, and whether the server answers. */
export function useConnection(): ConnectionStatus {
  const { connection } = useImpresario();
  return useSyncExternalStore(connection.subscribe, connection.get, connection.get);
}
