/** One thing to tell a client, ready for any transport. Shared by all its receivers: never changed. */
export type Frame =
  | {
      readonly event: 'track' | 'operation' | 'reset' | 'end';
      readonly id: string | null;
      readonly data: string;
    }
  /** Only moves the place to resume from. */
  | { readonly event: 'position'; readonly id: string };

const encoder = new TextEncoder();
const encoded = new WeakMap<Frame, Uint8Array>();

/** The frame as server-sent event bytes; encoded once, however many clients get it. */
export function encodeServerSentEvent(frame: Frame): Uint8Array {
  let bytes = encoded.get(frame);
  if (!bytes) {
    bytes = encoder.encode(serverSentEvent(frame));
    encoded.set(frame, bytes);
  }
  return bytes;
}

function serverSentEvent(frame: Frame): string {
  // A block without data dispatches nothing, yet sets the browser's last event id (HTML §9.2.6).
  if (frame.event === 'position') return `id: ${frame.id}\n\n`;
  const id = frame.id === null ? '' : `id: ${frame.id}\n`;
  // JSON.stringify leaves no line break in the data, so one `data:` line holds it.
  return `event: ${frame.event}\n${id}data: ${frame.data}\n\n`;
}
