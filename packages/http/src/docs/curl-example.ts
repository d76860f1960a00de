import type { DocumentedOperation } from './operation-section.ts';

const EXAMPLE_ID = '01939d5e-7b1c-7a40-9d3e-5f2a8c6b4e10';
const NEXT_LINE = ' \\\n  ';

/** A call that works once `TOKEN` is set and the id is one of the reader's own. */
export function curlExample({ baseUrl, path, method, doc }: Omit<DocumentedOperation, 'schemas'>): string {
  const address = `${baseUrl}${path.replace('{id}', EXAMPLE_ID).replace('{key}', 'KEY').replace('{provider}', 'suno').replace('{correlation}', 'CORRELATION')}`;
  const isStream = doc.responses['200']?.content?.['text/event-stream'] !== undefined;
  const isSigned = path.startsWith('/files/');
  const parts = [
    `curl ${isStream ? '-N ' : ''}${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${address}${isSigned ? '?expires=…&signature=…' : ''}'`,
  ];
  if (doc.security.length > 0) parts.push(`-H "Authorization: Bearer $TOKEN"`);
  if (doc.parameters?.some(({ name }) => name === 'Idempotency-Key'))
    parts.push(`-H 'Idempotency-Key: my-wish-1'`);
  const content = doc.requestBody?.content ?? {};
  if (content['multipart/form-data']) parts.push(`-F 'file=@song.mp3'`);
  const body = content['application/json'];
  if (body?.example !== undefined)
    parts.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body.example)}'`);
  return parts.join(NEXT_LINE);
}
