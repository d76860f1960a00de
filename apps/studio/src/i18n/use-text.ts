import { useStore } from '../store.ts';
import { spoken } from './language.ts';
import { say } from './say.ts';

/** `text(key, values)` in the chosen language; the component is drawn again when another is chosen. */
export function useText(): typeof say {
  useStore(spoken, (value) => value);
  return say;
}
