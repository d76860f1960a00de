import { say } from '../i18n/index.ts';

let page = '';
let sound: string | null = null;

/** Names the window after the page. */
export function showTitle(title: string): void {
  page = title;
  write();
}

/** Names the window after what sounds, until that is over (null): it is how a tab is found again among many. */
export function showSound(name: string | null): void {
  sound = name;
  write();
}

function write(): void {
  const first = sound ?? page;
  document.title = first ? say('shell.title', { page: first }) : say('shell.name');
}
