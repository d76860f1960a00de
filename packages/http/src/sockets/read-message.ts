import { socketMessageSchema, type SocketMessage } from '@impresario/protocol';

/** What a client said, or what is wrong with it, for the client. */
export function readMessage(text: string): SocketMessage | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: 'This is not JSON.' };
  }
  const parsed = socketMessageSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const pointer = issue?.path.map((part) => `/${String(part)}`).join('') ?? '';
  return { fault: `${pointer || 'The message'}: ${issue?.message ?? 'is not valid'}` };
}
