import { expect } from 'vitest';

/** Whether a program printed what a page shows. `…` stands for anything, spaces for spaces of any number. */
export function expectOutput(printed: string, shown: string): void {
  const pieces = shown.trim().split('…').map(asPattern);
  expect(printed.trim()).toMatch(new RegExp(`(?:^|\\n)\\s*${pieces.join('[\\s\\S]*?')}`));
}

function asPattern(piece: string): string {
  return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
}
