const rotate = (word: number, by: number) => (word >>> by) | (word << (32 - by));

/** The first 32 bits of the fractional parts of a root of the first 64 primes, as FIPS 180-4 takes its constants. */
const primes: number[] = [];
for (let candidate = 2; primes.length < 64; candidate++) {
  if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
}
const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0;
const roundConstants = primes.map((prime) => fraction(Math.cbrt(prime)));
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/**
 * SHA-256 of a text's UTF-8, in hexadecimal. Written out because the platform's own is asynchronous and missing on
 * pages that come by plain HTTP, as in a home network.
 */
export function sha256(text: string): string {
  const bytes = padded(new TextEncoder().encode(text));
  const state = [...initial];
  for (let at = 0; at < bytes.byteLength; at += 64) addBlock(state, bytes, at);
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function padded(content: Uint8Array): DataView {
  const size = Math.ceil((content.length + 9) / 64) * 64;
  const bytes = new Uint8Array(size);
  bytes.set(content);
  bytes[content.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(size - 8, Math.floor(content.length / 2 ** 29));
  view.setUint32(size - 4, content.length << 3);
  return view;
}

function addBlock(state: number[], bytes: DataView, at: number): void {
  const words: number[] = [];
  for (let index = 0; index < 64; index++)
    words.push(index < 16 ? bytes.getInt32(at + index * 4) : mixed(words, index));
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  for (let index = 0; index < 64; index++) {
    const choice = (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g));
    const first = (h + choice + roundConstants[index]! + words[index]!) | 0;
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index]! + word) | 0;
}

function mixed(words: readonly number[], index: number): number {
  const near = words[index - 2]!;
  const far = words[index - 15]!;
  const nearMix = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
  const farMix = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
  return (words[index - 16]! + farMix + words[index - 7]! + nearMix) | 0;
}
