import type { Track } from '@impresario/protocol';
import { expect } from 'vitest';
import { ask, type ServerProcess } from '../src/testing.ts';

/** A finished track of the owner, made without the page. */
export async function makeTrack(
  server: Pick<ServerProcess, 'url' | 'token'>,
  body: Readonly<Record<string, unknown>>,
): Promise<Track> {
  const reply = await ask(server, 'POST', '/v1/tracks', body, { prefer: 'wait=60' });
  const track = JSON.parse(reply.text) as Track;
  expect(track).toMatchObject({ status: 'completed' });
  return track;
}

/** What the owner has left. */
export async function creditsLeft(server: Pick<ServerProcess, 'url' | 'token'>): Promise<number> {
  const { text } = await ask(server, 'GET', '/v1/credits');
  return (JSON.parse(text) as { creditsRemaining: number }).creditsRemaining;
}
