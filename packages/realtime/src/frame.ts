/** One thing to tell a client, ready for any transport. Shared by all its receivers: never changed. */
export type Frame =
  | {
      readonly event: 'track' | 'operation' | 'deleted' | 'reset' | 'end';
      readonly id: string | null;
      readonly data: string;
    }
  /** Only moves the place to resume from. */
  | { readonly event: 'position'; readonly id: string };

/** Makes the bytes of a frame once, however many clients get it. */
function madeOnce<Rest extends unknown[]>(make: (frame: Frame, ...rest: Rest) => Uint8Array) {
  const made = new WeakMap<Frame, Uint8Array>();
  return (frame: Frame, ...rest: Rest): Uint8Array => {
    let bytes = made.get(frame);
    if (!bytes) {
      bytes = make(frame, ...rest);
      made.set(frame, bytes);
    }
    return bytes;
  };
}

/** The frame as server-sent event bytes. */
export const encodeServerSentEvent = madeOnce((frame) => Buffer.from(serverSentEvent(frame)));

function serverSentEvent(frame: Frame): string {
  // A block without data dispatches nothing, yet sets the browser's last event id (HTML §9.2.6).
  if (frame.event === 'position') return `id: ${frame.id}\n\n`;
  const id = frame.id === null ? '' : `id: ${frame.id}\n`;
  // JSON.stringify leaves no line break in the data, so one `data:` line holds it.
  return `event: ${frame.event}\n${id}data: ${frame.data}\n\n`;
}

/** The frame as the bytes of a WebSocket message, for those who follow all of a user. */
export const encodeSocketFrameOfAll = madeOnce((frame) => encodeSocketText(socketText(frame, null)));

/** The same for those who follow one track, which is the same one for all who are told this frame. */
export const encodeSocketFrameOfTrack = madeOnce((frame, trackId: string) =>
  encodeSocketText(socketText(frame, trackId)),
);

function socketText(frame: Frame, trackId: string | null): string {
  const id = frame.id === null ? '' : `,"id":"${frame.id}"`;
  const data = 'data' in frame ? `,"data":${frame.data}` : '';
  return `{"event":"${frame.event}","trackId":${JSON.stringify(trackId)}${id}${data}}`;
}

const TEXT = 0x81;

/** An unmasked, unfragmented text message with its header (RFC 6455, section 5.2). */
export function encodeSocketText(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(headerLength + length);
  bytes[0] = TEXT;
  if (headerLength === 2) bytes[1] = length;
  else if (headerLength === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.write(text, headerLength);
  return bytes;
}
