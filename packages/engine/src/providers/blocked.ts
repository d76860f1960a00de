/** Why a provider refuses everything we send: nothing a user could change. */
export type BlockedKind = 'auth' | 'no-credit' | 'misconfigured';

export const blockedKinds: readonly string[] = ['auth', 'no-credit', 'misconfigured'] satisfies BlockedKind[];

const reasons: Readonly<Record<BlockedKind, string>> = {
  auth: 'it refused this server’s key; the operator has to check it',
  'no-credit': 'this server’s account there is used up; the operator has to top it up',
  misconfigured: 'it does not work on this server; the operator has to look at its settings',
};

/** The reason in words that a user may read. */
export function blockedInWords(label: string, kind: BlockedKind): string {
  return `${label} takes no new work: ${reasons[kind]}. Nothing was charged.`;
}
