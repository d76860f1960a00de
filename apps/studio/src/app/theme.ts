import { isForgetting } from '../browser-storage.ts';
import { createStore, useStore } from '../store.ts';

export type Theme = 'dark' | 'light';
/** `system`: whichever the device has at the moment. */
export type ThemeChoice = Theme | 'system';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const appearance = createStore(current());
dark.addEventListener('change', () => appearance.set(current()));

function current(): { choice: ThemeChoice; theme: Theme } {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'dark' || chosen === 'light') return { choice: chosen, theme: chosen };
  return { choice: 'system', theme: dark.matches ? 'dark' : 'light' };
}

export function useTheme(): Theme {
  return useStore(appearance, ({ theme }) => theme);
}

export function useThemeChoice(): ThemeChoice {
  return useStore(appearance, ({ choice }) => choice);
}

/** Switches to the other theme; where that is what the device has anyway, the device is followed again. */
export function switchTheme(): void {
  const other = appearance.get().theme === 'dark' ? 'light' : 'dark';
  chooseTheme(other === (dark.matches ? 'dark' : 'light') ? 'system' : other);
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
  try {
    // Read by early-theme.js before the first paint of the next visit.
    if (choice === 'system') localStorage.removeItem('impresario.theme');
    else localStorage.setItem('impresario.theme', choice);
  } catch {
    isForgetting.set(true);
  }
  appearance.set(current());
}
