import { useEffect, useRef, type RefObject } from 'react';
import { playheadSeconds, usePlayer } from '../player/player.ts';
import { isSameSound, type Playable } from '../player/playable.ts';
import { stemLevelAt } from './desk.ts';
import { audibleLevels, type Strip } from './strip.ts';

/**
 * Moves the meters and playheads of all strips. The levels were found when the stems were decoded, so a frame costs a
 * look-up a stem, and nothing runs while nothing plays.
 */
export function useMeters(item: Playable, strips: readonly Strip[]): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null);
  const isMoving = usePlayer(({ current, status }) => isSameSound(current, item) && status === 'playing');
  const shownAt = usePlayer(({ position }) => position);
  const stoodAt = isMoving ? null : shownAt;
  const duration = usePlayer((state) => state.duration);
  useEffect(() => {
    const heard = audibleLevels(strips);
    const show = (isSounding: boolean) => {
      const at = playheadSeconds();
      list.current?.style.setProperty('--at', String(duration > 0 ? at / duration : 0));
      strips.forEach(({ name }, index) => {
        const meter = list.current?.querySelector<HTMLElement>(`[data-meter="${CSS.escape(name)}"]`);
        const level = isSounding ? stemLevelAt(name, at) * Math.min(1, heard[index] ?? 0) : 0;
        meter?.style.setProperty('scale', `${level} 1`);
      });
    };
    show(false);
    if (!isMoving) return;
    let frame = requestAnimationFrame(function step() {
      show(true);
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
    // While it stands still, a seek moves it.
  }, [strips, isMoving, duration, stoodAt]);
  return list;
}
