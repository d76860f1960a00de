import type { Paint } from './paint.ts';

/** A bar of `columns` cells of which `share` (0–1) is filled, in half cells: `━━━━━╸─────`. */
export function renderBar(share: number, columns: number, paint: Paint): string {
  const halves = Math.round(Math.min(1, Math.max(0, share)) * columns * 2);
  const filled = '━'.repeat(Math.floor(halves / 2)) + (halves % 2 ? '╸' : '');
  return paint.accent(filled) + paint.dim('─'.repeat(columns - filled.length));
}
