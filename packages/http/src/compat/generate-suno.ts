import { generate } from './generate.ts';

export const generateSuno = generate('suno', 'Suno');
