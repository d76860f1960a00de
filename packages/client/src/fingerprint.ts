/**
 * 128 bits of a text, in hexadecimal: tells texts apart in storage and in names without saying them. Made for that
 * alone, in the manner of MurmurHash: it is no signature. The platform's own hashes are asynchronous, and missing on
 * pages that come by plain HTTP, as in a home network.
 */
export function fingerprint(text: string): string {
  return [0, 0x9e3779b9].map((seed) => half(text, seed)).join('');
}

/** 64 bits, as two lanes that are mixed into each other at the end. */
function half(text: string, seed: number): string {
  let a = seed ^ 0xdeadbeef;
  let b = seed ^ 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = scattered(a) ^ scattered(b ^ text.length);
  b = scattered(b) ^ scattered(a);
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

function scattered(lane: number): number {
  lane = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  lane = Math.imul(lane ^ (lane >>> 13), 0xc2b2ae35);
  return lane ^ (lane >>> 16);
}
