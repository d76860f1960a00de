import { z } from 'zod';
import { isUserId } from '../identity/user-of-claims.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';

/** The path of one user; their ids are the other system's, so they may hold anything that a name may. */
export const userParams = z.object({
  id: z.string().refine(isUserId).describe('The id of the user, percent-encoded.'),
});

/** A user named in a query. */
export const userIdParameter = z.string().refine(isUserId, 'is not the id of a user');

export function noSuchUser(): Refusal {
  return refuse('not_found', 'There is no user with this id.');
}
