import { expect, it } from 'vitest';
import { preferredWaitSeconds } from './prefer-wait.ts';

it('reads for how long a reply shall be held, at most a minute', () => {
  const seconds = {
    'wait=30': 30,
    'respond-async, wait=10': 10,
    'Wait = "5"': 5,
    'wait=7;x=1, wait=9': 7,
    'wait=61': 60,
    'wait=999999999': 60,
    'wait=0': 0,
    wait: 0,
    'wait=-1': 0,
    'wait=1.5': 0,
    'await=5': 0,
    'return=minimal': 0,
  };
  for (const [header, wanted] of Object.entries(seconds)) {
    expect(preferredWaitSeconds(header), header).toBe(wanted);
  }
  expect(preferredWaitSeconds(undefined)).toBe(0);
});
