/** A 16-bit PCM WAV file with the plain 44-byte header. Samples beyond ±1 are held at the rails. */
export function encodeWav(
  left: Float32Array,
  right: Float32Array,
  sampleRateHz: number,
): Uint8Array<ArrayBuffer> {
  const dataBytes = left.length * 4;
  const bytes = new Uint8Array(44 + dataBytes);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => {
    for (let i = 0; i < 4; i++) view.setUint8(at + i, text.charCodeAt(i));
  };
  word(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  word(8, 'WAVE');
  word(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, dataBytes, true);
  for (let i = 0; i < left.length; i++) {
    view.setInt16(44 + i * 4, sixteenBit(left[i]!), true);
    view.setInt16(46 + i * 4, sixteenBit(right[i]!), true);
  }
  return bytes;
}

function sixteenBit(sample: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(sample * 32767)));
}
