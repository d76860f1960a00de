import type { ServerResponse } from 'node:http';
import type { CreateTrackInput, Credits, ProblemCode, Track } from '@impresario/protocol';
import { startCredits } from './scripted-data.ts';
import { movesFor, trackFor } from './scripted-score.ts';

/** How the scripted engine behaves from now on. */
export interface Mode {
  isSignedOut: boolean;
  isSilent: boolean;
  hasEvents: boolean;
  refuse: ProblemCode | null;
  beatMs: number;
  /** Tracks stay at this stage for as long as it stands here. */
  stopAtStage: string | null;
}

/** What the scripted engine knows, and its one way of changing it: every change is told to whoever listens. */
export class House {
  /** Newest first. */
  readonly tracks: Track[] = [];
  readonly orders: { body: Record<string, unknown>; key: string | undefined }[] = [];
  readonly byKey = new Map<string, Track>();
  readonly listeners = new Set<ServerResponse>();
  readonly credits: Credits = { ...startCredits };
  readonly mode: Mode = {
    isSignedOut: false,
    isSilent: false,
    hasEvents: true,
    refuse: null,
    beatMs: 120,
    stopAtStage: null,
  };
  #eventId = 0;

  find(id: string): Track | undefined {
    return this.tracks.find((track) => track.id === id);
  }

  /** Admits a track and begins to perform it. */
  order(request: CreateTrackInput): Track {
    const track = trackFor(request);
    this.tracks.unshift(track);
    this.credits.creditsRemaining -= 1;
    this.#tell(track);
    void this.#perform(track, request);
    return track;
  }

  change(id: string, next: Partial<Track>): void {
    const track = this.find(id);
    if (!track || isOver(track)) return;
    const changed = { ...track, ...next, revision: track.revision + 1, updatedAt: new Date().toISOString() };
    this.credits.creditsRemaining += next.creditsRefunded ?? 0;
    this.tracks[this.tracks.indexOf(track)] = changed;
    this.#tell(changed);
  }

  remove(id: string): void {
    const track = this.find(id);
    if (track) this.tracks.splice(this.tracks.indexOf(track), 1);
  }

  async #perform(track: Track, request: CreateTrackInput): Promise<void> {
    for (const move of movesFor(request)) {
      await pause(move.afterBeats * this.mode.beatMs);
      this.change(track.id, move.change);
      while (move.change.stage && move.change.stage === this.mode.stopAtStage) await pause(20);
    }
  }

  #tell(track: Track): void {
    const running = track.revision === 1 ? 'track.created' : 'track.updated';
    const type = isOver(track) ? `track.${track.status}` : running;
    const event = { type, trackId: track.id, revision: track.revision, occurredAt: track.updatedAt, track };
    const message = `event: track\nid: ${++this.#eventId}\ndata: ${JSON.stringify(event)}\n\n`;
    for (const listener of this.listeners) listener.write(message);
  }
}

function isOver({ status }: Track): boolean {
  return ['completed', 'failed', 'cancelled'].includes(status);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
