import { admin } from './admin.ts';
import { brief } from './brief.ts';
import { charts } from './charts.ts';
import { credits } from './credits.ts';
import { keys } from './keys.ts';
import { library } from './library.ts';
import { player } from './player.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { trackPage } from './track-page.ts';
import { tracks } from './tracks.ts';
import { ui } from './ui.ts';
import { words } from './words.ts';

/** Every message of the studio in English; the other languages have the same keys. */
export const messages = {
  ...settings,
  ...shell,
  ...admin,
  ...brief,
  ...charts,
  ...credits,
  ...keys,
  ...library,
  ...player,
  ...trackPage,
  ...tracks,
  ...ui,
  ...words,
} as const;
