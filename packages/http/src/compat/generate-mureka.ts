import { generate } from './generate.ts';

export const generateMureka = generate('mureka', 'Mureka');
