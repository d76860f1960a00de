import { operation } from '../operation.ts';
import { refuse } from '../replies/refusal.ts';

/** RFC 9116 wants an end that is less than a year away; it moves on with the day, as long as the server says the same. */
const GOOD_FOR_MS = 180 * 86_400_000;
const DAY_MS = 86_400_000;

export const readSecurityContact = operation({
  id: 'readSecurityContact',
  method: 'get',
  path: '/.well-known/security.txt',
  tag: 'Health',
  summary: 'Where to report a weakness',
  description: 'As RFC 9116 has it; there when the operator has named a contact (`SECURITY_CONTACT`).',
  access: 'public',
  replies: { 200: { description: 'The contact.', content: { 'text/plain': null } } },
  problems: ['not_found'],
  handle({ c, services: { securityContact, publicUrl, clock } }) {
    if (securityContact === null) return refuse('not_found', 'The operator has named no contact.');
    const today = Math.floor(clock.now().getTime() / DAY_MS) * DAY_MS;
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${new Date(today + GOOD_FOR_MS).toISOString()}`,
      `Canonical: ${publicUrl}/.well-known/security.txt`,
      'Preferred-Languages: en',
    ];
    return c.body(lines.join('\n') + '\n', 200, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    });
  },
});
