import { z } from 'zod';

/** An id as a request may write it. Ours are in lower case, and compared as text where events and replies meet. */
export function givenId() {
  return z.uuid().toLowerCase();
}
