import type { Fullest } from './arrange/balance-sections.ts';
import type { WrittenPart } from './arrange/write-parts.ts';
import type { Dealer } from './dice.ts';
import type { SectionPlan } from './form/plan.ts';
import type { Reading } from './prompt/read-brief.ts';
import type { Seat, Song } from './song.ts';

/** A song on paper: written for every seat, in steps, before anybody plays it. A song can go on from here. */
export interface WrittenSong {
  readonly song: Song;
  readonly reading: Reading;
  /** What was dealt to this song; a continuation keeps most of it. */
  readonly dealer: Dealer;
  readonly seed: number;
  readonly title: string;
  readonly instrumental: boolean;
  readonly durationSeconds: number;
  readonly seats: readonly Seat[];
  /** One a seat, in the order of `seats`; some never play. */
  readonly parts: readonly WrittenPart[];
  readonly levels: ReadonlyMap<SectionPlan, number>;
  readonly fullest: Fullest;
}
