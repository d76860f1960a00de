import { createStore, useStore } from '../store.ts';

export type Theme = 'dark' | 'light';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const theme = createStore<Theme>(current());
dark.addEventListener('change', () => theme.set(current()));

function current(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return dark.matches ? 'dark' : 'light';
}

export function useTheme(): Theme {
  return useStore(theme, (value) => value);
}

/** Switches the theme; choosing what the system has anyway means following the system again. */
export function chooseTheme(next: Theme): void {
  const isSystems = next === (dark.matches ? 'dark' : 'light');
  if (isSystems) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
  try {
    // Read by early-theme.js before the first paint of the next visit.
    if (isSystems) localStorage.removeItem('impresario.theme');
    else localStorage.setItem('impresario.theme', next);
  } catch {
    // Denied: the choice holds for this visit.
  }
  theme.set(next);
}
