import { isForgetting } from '../browser-storage.ts';
import { createStore, useStore } from '../store.ts';

export type Theme = 'dark' | 'light';
/** `system`: whichever the device has at the moment. */
export type ThemeChoice = Theme | 'system';

/** The paper of each theme; index.html and the manifest name the same. */
const windowColours = { light: '#f8f3f5', dark: '#130c10' };

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const appearance = createStore(current());
dark.addEventListener('change', () => appearance.set(current()));
colourWindow();

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
    // Read by early.js before the first paint of the next visit.
    if (choice === 'system') localStorage.removeItem('impresario.theme');
    else localStorage.setItem('impresario.theme', choice);
  } catch {
    isForgetting.set(true);
  }
  appearance.set(current());
  colourWindow();
}

// What the system paints around an installed studio follows the chosen theme too.
function colourWindow(): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    const { choice } = appearance.get();
    meta.content = windowColours[choice === 'system' ? own : choice];
  }
}
