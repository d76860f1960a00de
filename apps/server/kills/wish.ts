/** One request that a user wants answered, however often it has to be sent. */
export interface Wish {
  readonly number: number;
  readonly userId: string;
  readonly method: 'POST' | 'GET';
  readonly path: string;
  readonly body: object | null;
  /** null where the request may be repeated without one. */
  readonly key: string | null;
  /** What an accepted answer promises: something that is made, the end of a track, or nothing. */
  readonly promises: 'work' | 'cancel' | 'nothing';
  /** Sent to both at once, as a client with two tabs does. */
  readonly isTwin: boolean;
}
