import type { Admission } from '@impresario/engine';
import type { Person } from './person.ts';

/** Something a person wants to be booked. Asked again with its key, it is the same wish. */
export interface Wish {
  readonly number: number;
  readonly person: Person;
  readonly key: string | null;
  /** Unlike any other wish's; stands in its prompt where it has one. */
  readonly label: string;
  /** What is asked, for the history. */
  readonly what: string;
}

type Told =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'error' }
  | { readonly kind: 'answer'; readonly answer: Admission }
  /** Something else than an admission came of it: an illegal source, one that is not there. */
  | { readonly kind: 'refused' };

/** One time that a wish was asked, and what the person was told. */
export interface Request {
  readonly wish: Wish;
  readonly node: string;
  readonly askedAt: number;
  answeredAt: number | null;
  told: Told;
}

/** A change somebody was told is done. */
export interface Done {
  readonly what: 'cancel' | 'remove' | 'claim';
  readonly trackId: string;
  readonly status: string;
  readonly refunded: number;
}

/** What people asked and what they were told: the model that the database must agree with (I8, I17). */
export interface Books {
  readonly requests: Request[];
  readonly done: Done[];
  /** Tracks people know of, with their owner and the newest revision they have seen. */
  readonly known: Map<string, { readonly person: Person; revision: number }>;
  /** Requests nobody has answered yet. */
  pendingCount: number;
}

export function createBooks(): Books {
  return { requests: [], done: [], known: new Map(), pendingCount: 0 };
}

export function admittedId({ told }: Request): string | null {
  return told.kind === 'answer' && told.answer.kind === 'admitted' ? told.answer.trackId : null;
}
