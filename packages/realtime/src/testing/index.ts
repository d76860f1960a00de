/** The log as it is read, for those that check it from outside. */
export { readEvents, type LoggedEvent } from '../event-log.ts';
