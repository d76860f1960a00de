/** The log as it is read and written, for those that check it from outside, and a real NATS. */
export { startNats, type NatsServer } from './start-nats.ts';
export { formatPosition } from '../position.ts';
export { trackLog } from './track-log.ts';
export { readEvents, type LoggedEvent } from '../event-log.ts';
