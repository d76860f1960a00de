import { generate } from './generate.ts';

export const generateMiniMax = generate('minimax', 'MiniMax');
