export { findRunningServer, type ServerAddress } from './running-server.ts';
export { StartError } from './start-error.ts';
export { startServer, type RunningServer, type StartOptions } from './start-server.ts';
