/** One exact piece of our source, and what stands there instead. */
interface CodeChange {
  /** From the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The same within the body of an SQL function. */
interface FunctionChange {
  readonly function: string;
  readonly find: string;
  readonly replace: string;
}

/** A fault put into our own house on purpose. Where two guards stand against one fault, both are taken away. */
export interface Mutation {
  readonly name: string;
  /** Rules of which one must be found broken. */
  readonly breaks: readonly string[];
  readonly code?: readonly CodeChange[];
  readonly functions?: readonly FunctionChange[];
  readonly statements?: readonly string[];
}

/** Replaces the one place where `find` stands; a mutation whose place is gone or not the only one proves nothing. */
export function replaceOnce(
  text: string,
  { find, replace }: { find: string; replace: string },
  where: string,
): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${where} has ${parts.length - 1} places with “${find}”, not one.`);
  return parts.join(replace);
}
