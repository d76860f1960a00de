import { ambient } from './ambient.ts';
import { blues } from './blues.ts';
import { bossaNova } from './bossa-nova.ts';
import { cinematic } from './cinematic.ts';
import { classicalPiano } from './classical-piano.ts';
import { drumAndBass } from './drum-and-bass.ts';
import { folk } from './folk.ts';
import { funk } from './funk.ts';
import { hipHop } from './hip-hop.ts';
import { house } from './house.ts';
import { jazz } from './jazz.ts';
import { loFi } from './lo-fi.ts';
import { metal } from './metal.ts';
import { pop } from './pop.ts';
import { rAndB } from './r-and-b.ts';
import { reggae } from './reggae.ts';
import { rock } from './rock.ts';
import { synthwave } from './synthwave.ts';
import { techno } from './techno.ts';
import { trap } from './trap.ts';
import { waltz } from './waltz.ts';
import type { Style } from './style.ts';

/** Every style the composer writes in. */
export const styles: readonly Style[] = [
  loFi,
  pop,
  rock,
  house,
  techno,
  drumAndBass,
  hipHop,
  trap,
  synthwave,
  ambient,
  cinematic,
  classicalPiano,
  jazz,
  folk,
  bossaNova,
  funk,
  rAndB,
  metal,
  reggae,
  blues,
  waltz,
];

/** What is played when the prompt names no style: broad styles that suit most words. */
export const broadStyles: readonly Style[] = [pop, loFi, cinematic, synthwave, folk];
