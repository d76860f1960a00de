export { createSunoProvider, type SunoOptions } from './provider.ts';
