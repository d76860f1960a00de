import { ImpresarioError } from '@impresario/client';
import type { CreateTrackInput, Track } from '@impresario/protocol';
import type { Link } from './link.ts';
import { createStore } from './store.ts';

export interface GenerationState {
  /** `idle`: nothing was asked. `refused`: the server did not take it, or did not answer. */
  readonly phase: 'idle' | 'sending' | 'accepted' | 'refused';
  readonly trackId: string | null;
  /** Why it was not taken, or not yet while it is being sent; or why it could not be cancelled. */
  readonly error: ImpresarioError | null;
  readonly isCancelling: boolean;
}

const idle: GenerationState = { phase: 'idle', trackId: null, error: null, isCancelling: false };

/** The course of one wish for a track, from the click to the accepted track. It goes on when nobody looks. */
export class Generation {
  readonly #link: Link;
  readonly #state = createStore<GenerationState>(idle);
  #sending: Promise<Track | null> | null = null;
  /** Ends the waiting for another try; set only while that is what is done. */
  #giveUp: (() => void) | null = null;
  #isUnwanted = false;
  #given: string | null = null;

  constructor(link: Link, trackId: string | null) {
    this.#link = link;
    this.adopt(trackId);
  }

  readonly get = (): GenerationState => this.#state.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);

  /** Shows a track that was ordered before, of an earlier visit say. The same id twice is nothing new. */
  readonly adopt = (trackId: string | null): void => {
    if (trackId === this.#given) return;
    this.#given = trackId;
    if (trackId !== null && !this.#sending) this.#state.set({ ...idle, phase: 'accepted', trackId });
  };

  /**
   * Orders a track. Resolves to it as accepted, or to null when it was not: `get().error` says why. Never rejects.
   * While one order is being sent, another call is the same click again and has the same answer.
   */
  readonly generate = (request: CreateTrackInput): Promise<Track | null> => {
    this.#sending ??= this.#send(request).finally(() => (this.#sending = null));
    return this.#sending;
  };

  /**
   * Stops the track; the credits come back as its `creditsRefunded` says. An order that is still being sent is
   * cancelled as soon as it was taken, for nobody can call back what the server may already have.
   */
  readonly cancel = async (): Promise<void> => {
    const { phase, trackId, isCancelling } = this.get();
    if (isCancelling) return;
    if (phase === 'sending') {
      this.#isUnwanted = true;
      this.#change({ isCancelling: true });
      this.#giveUp?.();
      await this.#sending;
    } else if (trackId !== null) {
      await this.#cancelTrack(trackId);
    }
  };

  /** Forgets the track and the error. The track itself goes on; an order that is being sent is still sent. */
  readonly reset = (): void => {
    if (!this.#sending) this.#state.set(idle);
  };

  async #send(request: CreateTrackInput): Promise<Track | null> {
    const stop = new AbortController();
    let lastError: ImpresarioError | null = null;
    this.#isUnwanted = false;
    this.#state.set({ ...idle, phase: 'sending' });
    try {
      const track = await this.#link.order(request, {
        signal: stop.signal,
        onWait: (error) => {
          lastError = error;
          this.#change({ error });
          this.#link.reach.failed(error);
          this.#giveUp = () => stop.abort();
          if (this.#isUnwanted) stop.abort();
        },
      });
      this.#state.set({ ...idle, phase: 'accepted', trackId: track.id });
      if (this.#isUnwanted) await this.#cancelTrack(track.id);
      return track;
    } catch (error) {
      // Given up between two tries: after a limit nothing was taken, after silence nobody knows.
      const cause = stop.signal.aborted ? lastError : errorOf(error);
      const isOver = stop.signal.aborted && cause?.status === 429;
      this.#state.set(isOver ? idle : { ...idle, phase: 'refused', error: cause });
      return null;
    } finally {
      this.#giveUp = null;
    }
  }

  async #cancelTrack(trackId: string): Promise<void> {
    this.#change({ isCancelling: true, error: null });
    try {
      await this.#link.cancel(trackId);
    } catch (error) {
      const cause = errorOf(error);
      // It came to its end by itself meanwhile: that is what there is to see.
      if (cause.code === 'illegal_transition') await this.#link.refreshTrack(trackId);
      else if (this.get().trackId === trackId) this.#change({ error: cause });
    } finally {
      if (this.get().trackId === trackId) this.#change({ isCancelling: false });
    }
  }

  #change(next: Partial<GenerationState>): void {
    this.#state.set({ ...this.get(), ...next });
  }
}

function errorOf(error: unknown): ImpresarioError {
  if (error instanceof ImpresarioError) return error;
  // A fault of the application's own, such as a request that cannot be written as JSON.
  return new ImpresarioError({ code: 'validation_failed', detail: String(error), cause: error });
}
