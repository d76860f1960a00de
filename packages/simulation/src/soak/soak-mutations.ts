import { findMutation } from '../mutations/find-mutation.ts';
import { mutations } from '../mutations/mutations.ts';
import type { OwnServer } from '../database/own-server.ts';

/** In how many seeds each mutation is found, and in which first; returns those that none finds. */
export async function soakMutations(server: OwnServer, count: number): Promise<string[]> {
  const missed: string[] = [];
  for (const mutation of mutations) {
    const url = await server.newDatabase();
    const play = { url, from: 1, step: 1, count, untilMs: null, stopsAtFirst: false };
    const { broken } = await findMutation(mutation, play);
    const [first] = broken;
    if (!first) missed.push(mutation.name);
    console.log(
      `${String(broken.length).padStart(4)} of ${count}, first ${first?.seed ?? '-'} (${first?.rule ?? 'not found'})  ${mutation.name}`,
    );
  }
  return missed;
}
