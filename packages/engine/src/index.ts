export type { Download } from './core.ts';
export type { OpenStatement, Period } from './credits/open-statement.ts';
export { createEngine, type EngineOptions } from './create-engine.ts';
export type { CreditsMoved, UserTransactions } from './administration/administration.ts';
export type * from './engine.ts';
export type { Actor, FoundApiKey, KeyCreation } from './identity/api-key.ts';
export type { TicketHolder } from './identity/stream-ticket.ts';
export type * from './ports.ts';
