import type { IncomingMessage } from 'node:http';
import { socketPath } from '@impresario/protocol';

/** Other wishes to change the protocol, such as `h2c` of Java clients, are passed over: they are ordinary requests. */
export function isSocketRequest({ url = '', headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url.split('?', 1)[0] === socketPath;
}
