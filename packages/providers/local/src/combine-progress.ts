import type { Progress } from '@impresario/provider';

/** Joins the progress of several songs into one: the mean share, and the stage of the one furthest behind. */
export function combineProgress(songCount: number, report: (progress: Progress) => void) {
  const songs = Array.from({ length: songCount }, () => ({ share: 0, stage: 'composing' }));
  return (variant: number, stage: string, share: number): void => {
    songs[variant] = { share: Math.max(share, songs[variant]?.share ?? 0), stage };
    const mean = songs.reduce((sum, song) => sum + song.share, 0) / songCount;
    const last = songs.reduce((behind, song) => (song.share < behind.share ? song : behind));
    report({ fraction: Math.min(1, mean), stage: capitalised(last.stage) });
  };
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
