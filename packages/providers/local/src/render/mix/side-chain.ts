import type { Score } from '../../score.ts';

/** The gain is down this long before the kick sounds, so its first cycle has the room for itself. */
const leadSeconds = 0.006;

/** How deep a full side-chain pushes: to −16 dB. */
const depth = 0.84;

/** Follows the kick drum: 0 when nothing pushes, 1 on the kick, recovering within about one beat. */
export class SideChain {
  private readonly kicks: readonly { readonly atSeconds: number; readonly strength: number }[];
  private readonly recoverySeconds: number;
  private next = 0;

  constructor(score: Pick<Score, 'parts' | 'bpm'>) {
    this.kicks = score.parts
      .filter((part) => part.bank === 128)
      .flatMap((part) => part.notes.filter((note) => note.pitch === 35 || note.pitch === 36))
      .map((note) => ({ atSeconds: note.startSeconds, strength: Math.min(1, note.velocity / 100) }))
      .sort((a, b) => a.atSeconds - b.atSeconds);
    this.recoverySeconds = Math.min(0.42, Math.max(0.16, (60 / score.bpm) * 0.72));
  }

  /** The push 0–1 at `seconds`, which must not go backwards between calls. */
  push(seconds: number): number {
    while (this.next < this.kicks.length && this.kicks[this.next]!.atSeconds - leadSeconds <= seconds)
      this.next++;
    const kick = this.kicks[this.next - 1];
    if (!kick) return 0;
    const since = seconds - kick.atSeconds;
    if (since < 0) return kick.strength * (1 + since / leadSeconds);
    const left = Math.max(0, 1 - since / this.recoverySeconds);
    return kick.strength * left * left * (3 - 2 * left);
  }
}

/** The gain of a part that gives way by `amount` (0–1) under a push of 0–1. */
export function duckedGain(amount: number, push: number): number {
  return 1 - amount * depth * push;
}
