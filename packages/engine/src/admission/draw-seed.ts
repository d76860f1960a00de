import type { Capabilities } from '@impresario/protocol';
import type { MusicRequest } from '@impresario/provider';
import type { Dice } from '../ports.ts';

const seedCount = 2 ** 32;

/**
 * The request with a seed, where its provider makes the same song of the same seed. Were it left to the provider to draw
 * one, nobody could ask for the same song with one change. Other providers are sent nothing that was not asked (PRO-4).
 */
export function drawSeed(capabilities: Capabilities, request: MusicRequest, dice: Dice): MusicRequest {
  const model = capabilities.models.find(({ id }) => id === request.model);
  const isRepeated = capabilities.delivery.repeatable && model?.parameters['seed'] === 'native';
  if (request.seed !== null || !isRepeated) return request;
  return { ...request, seed: Math.floor(dice.fraction() * seedCount) };
}
