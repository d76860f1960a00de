import type { ServerResponse } from 'node:http';
import type {
  ApiKey,
  CreateTrackInput,
  Credits,
  OperationResource,
  Persona,
  ProblemCode,
  Provider,
  Track,
  Transaction,
} from '@impresario/protocol';
import { emptyBooks } from './scripted-books.ts';
import { localProvider, startCredits } from './scripted-data.ts';
import { sungAt, type TimedWord } from './scripted-words.ts';
import { movesFor, trackFor } from './scripted-score.ts';

/** How the scripted engine behaves from now on. */
export interface Mode {
  isSignedOut: boolean;
  isSilent: boolean;
  /** Orders are taken, and their replies held back for as long as this stands. */
  holdsReplies: boolean;
  hasEvents: boolean;
  refuse: ProblemCode | null;
  beatMs: number;
  /** Tracks stay at this stage for as long as it stands here. */
  stopAtStage: string | null;
  providers: Provider[];
  /** Work beside tracks fails, and its credits come back. */
  isFailing: boolean;
  isAdmin: boolean;
  /** What is sung in every version, and when. */
  words: readonly TimedWord[];
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
    holdsReplies: false,
    hasEvents: true,
    refuse: null,
    beatMs: 120,
    stopAtStage: null,
    providers: [localProvider],
    isFailing: false,
    isAdmin: false,
    words: sungAt('Harbour lights at four\nThe nets are on the floor', 0, 1),
  };
  /** Everything that was asked beside new tracks. */
  readonly asked: { operation: string; body: Record<string, unknown>; key: string }[] = [];
  readonly operations = new Map<string, OperationResource>();
  readonly personas: Persona[] = [];
  /** Newest first. */
  readonly apiKeys: ApiKey[] = [];
  /** Newest first. */
  readonly transactions: Transaction[] = [];
  readonly books = emptyBooks();
  personaName = '';
  #eventId = 0;
  readonly #over = new Set<string>();

  find(id: string): Track | undefined {
    return this.tracks.find((track) => track.id === id);
  }

  /** Admits a track and begins to perform it. */
  order(request: CreateTrackInput, origin: Partial<Track> = {}): Track {
    const track = this.add({ ...trackFor(request), ...origin });
    this.credits.creditsRemaining -= 1;
    void this.#perform(track, request);
    return track;
  }

  add(track: Track): Track {
    this.tracks.unshift(track);
    this.#tell(track);
    return track;
  }

  /** Goes through an operation in a few beats; the files it makes land on the track at its end. */
  async work(
    started: OperationResource,
    land: () => Partial<Track> | null,
    end: Partial<OperationResource>,
  ): Promise<void> {
    await this.beat();
    this.#changeOperation(started.id, { status: 'processing', progress: 0.4 });
    await this.beat();
    while (this.mode.stopAtStage === 'beside') await pause(20);
    if (this.mode.isFailing) {
      const error = { code: 'PROVIDER_ERROR', message: 'Suno stumbled over it.', retryable: true } as const;
      return this.#changeOperation(started.id, { status: 'failed', error, creditsRefunded: 0.5 });
    }
    const change = land();
    if (change && started.trackId) this.amend(started.trackId, change);
    if (end.result?.kind === 'persona') this.#keepPersona(started);
    this.#changeOperation(started.id, { status: 'completed', progress: 1, ...end });
  }

  #keepPersona({ id, createdAt, trackId }: OperationResource): void {
    const name = this.personaName;
    this.personas.push({ id, name, description: '', provider: 'suno', trackId, createdAt });
  }

  #changeOperation(id: string, next: Partial<OperationResource>): void {
    const known = this.operations.get(id);
    if (known) this.tellOperation({ ...known, ...next, revision: known.revision + 1 });
  }

  tellOperation(operation: OperationResource): void {
    this.operations.set(operation.id, operation);
    const { id: operationId, revision, updatedAt: occurredAt } = operation;
    const event = { type: 'operation.updated', operationId, revision, occurredAt, operation };
    this.#send('operation', event);
  }

  beat(): Promise<void> {
    return pause(this.mode.beatMs);
  }

  change(id: string, next: Partial<Track>): void {
    const track = this.find(id);
    if (track && !isOver(track)) this.amend(id, next);
  }

  /** Changes a track whether or not it has come to its end. */
  amend(id: string, next: Partial<Track>): void {
    const track = this.find(id);
    if (!track) return;
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
    const wasOver = this.#over.has(track.id);
    if (isOver(track)) this.#over.add(track.id);
    const type = isOver(track) && !wasOver ? `track.${track.status}` : running;
    const event = { type, trackId: track.id, revision: track.revision, occurredAt: track.updatedAt, track };
    this.#send('track', event);
  }

  #send(name: string, event: object): void {
    const message = `event: ${name}\nid: ${++this.#eventId}\ndata: ${JSON.stringify(event)}\n\n`;
    for (const listener of this.listeners) listener.write(message);
  }
}

function isOver({ status }: Track): boolean {
  return ['completed', 'failed', 'cancelled'].includes(status);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
