import { expect, it } from 'vitest';
import { fileExtension, fileStem } from './file-stem.ts';

it.each([
  ['Rainy Evening', 'rainy-evening'],
  ["Don't Stop — Believin’!", 'dont-stop-believin'],
  ['../../etc/passwd', 'etc-passwd'],
  ['  .hidden  ', 'hidden'],
  ['a/b\\c:d*e?"<>|', 'a-b-c-d-e'],
  ['夜の雨', '夜の雨'],
  ['Café', 'café'],
  ['CON', 'con-track'],
  ['🎹🎹', 'fallback'],
  ['', 'fallback'],
  [null, 'fallback'],
])('names %j %j', (title, expected) => {
  expect(fileStem(title, 'fallback')).toBe(expected);
});

it('stays within 80 bytes without cutting a letter in two', () => {
  const stem = fileStem('夜'.repeat(100), 'fallback');
  expect(stem).toBe('夜'.repeat(26));
  expect(fileStem(`${'a'.repeat(79)} ${'b'.repeat(9)}`, 'fallback')).toBe('a'.repeat(79));
});

it('takes the extension from the type alone', () => {
  expect(fileExtension('audio/mpeg', '.bin')).toBe('.mp3');
  expect(fileExtension('Image/JPEG; q=1', '.bin')).toBe('.jpg');
  expect(fileExtension('application/x-sh', '.mp3')).toBe('.mp3');
});
