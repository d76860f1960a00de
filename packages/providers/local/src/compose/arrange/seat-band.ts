import type { Dealer, Dice } from '../dice.ts';
import { presets, type PresetId } from '../presets.ts';
import type { Instrument } from '../prompt/instruments.ts';
import type { Wishes } from '../prompt/read-instruments.ts';
import type { Seat } from '../song.ts';
import type { Chair, Role, Style } from '../styles/style.ts';

/** Chairs for instruments that the prompt names and the style has no place for. */
const guestChairs: Partial<Record<Role, Omit<Chair, 'presets'>>> = {
  lead: { role: 'lead', levelLu: 0, reverb: 0.28, delay: 0.1, from: 0.45 },
  comp: {
    role: 'comp',
    figures: ['ballad', 'broken', 'pick'],
    levelLu: -5,
    pan: 0.25,
    reverb: 0.25,
    from: 0.4,
  },
  pad: { role: 'pad', figures: ['held'], levelLu: -7, reverb: 0.4, from: 0.4 },
  arp: {
    role: 'arp',
    figures: ['arp-wave', 'sparkle'],
    levelLu: -8,
    pan: 0.35,
    reverb: 0.35,
    delay: 0.2,
    from: 0.5,
  },
  counter: { role: 'counter', levelLu: -4, pan: 0.25, reverb: 0.35, from: 0.5 },
  bass: { role: 'bass', figures: ['bass-root', 'bass-two'], levelLu: -3, from: 0.45 },
  drums: { role: 'drums', levelLu: -2, reverb: 0.1, from: 0.45 },
  percussion: { role: 'percussion', levelLu: -9, pan: 0.35, reverb: 0.15, from: 0.5 },
  double: { role: 'double', levelLu: -6, pan: -0.25, reverb: 0.3, from: 0.7 },
};

/** Sounds of which a band may hold several: a rock band is made of guitars. */
const severalAtOnce: ReadonlySet<PresetId> = new Set<PresetId>(['overdrive-guitar']);

type Seating = { chair: Chair; presetId: PresetId; asked: boolean };

/** Roles in which a style must not be left without a player when an instrument is refused. */
const needed: ReadonlySet<Role> = new Set<Role>(['lead', 'comp']);

const stillAllowed = (unwanted: readonly Instrument[]) => {
  const banned = new Set(unwanted.flatMap((instrument) => instrument.presets));
  return (presetId: PresetId): boolean => !banned.has(presetId);
};

/** The style's own band for this variant, without what the prompt refuses. */
function ownBand(style: Style, wishes: Wishes, dealer: Dealer, dice: Dice): Seating[] {
  const noRoles = new Set<Role>();
  for (const { id } of wishes.unwanted) {
    if (id === 'drums') noRoles.add('drums').add('percussion');
    if (id === 'bass') noRoles.add('bass');
    if (id === 'percussion') noRoles.add('percussion');
    if (id === 'pad') noRoles.add('pad');
    if (id === 'arpeggio') noRoles.add('arp');
  }
  const allowed = stillAllowed(wishes.unwanted.filter(({ id }) => id !== 'drums' && id !== 'percussion'));
  const band: Seating[] = [];
  style.chairs.forEach((chair, i) => {
    if (noRoles.has(chair.role)) return;
    if (chair.odds !== undefined && !dice.fork(`odds-${i}`).chance(chair.odds)) return;
    const candidates = chair.presets.filter(allowed);
    const fallback: PresetId[] = needed.has(chair.role)
      ? (['grand-piano', 'warm-pad', 'flute'] as const).filter(allowed)
      : [];
    // Two chairs with one sound would be one chair twice, so a chair takes what no other has.
    const taken = new Set(band.map((seating) => seating.presetId));
    const unheard = candidates.filter((id) => !taken.has(id) || severalAtOnce.has(id));
    const pool = unheard.length > 0 ? unheard : candidates.length > 0 ? candidates : fallback.slice(0, 1);
    if (pool.length === 0) return;
    band.push({ chair, presetId: dealer.deal(`chair-${i}`, pool), asked: false });
  });
  return band;
}

/** Seats one named instrument: in a chair that knows it, else in another's place, else in a new chair. */
function seatInstrument(band: Seating[], instrument: Instrument, dealer: Dealer): void {
  if (band.some((seating) => instrument.presets.includes(seating.presetId) && !seating.asked)) {
    const seated = band.find((seating) => instrument.presets.includes(seating.presetId) && !seating.asked);
    if (seated) seated.asked = true;
    return;
  }
  const knowing = band.find(
    ({ chair, asked }) => !asked && chair.presets.some((id) => instrument.presets.includes(id)),
  );
  const known = knowing?.chair.presets.find((id) => instrument.presets.includes(id));
  if (knowing && known) {
    knowing.presetId = known;
    knowing.asked = true;
    return;
  }
  const isRhythm =
    instrument.roles[0] === 'drums' || instrument.roles[0] === 'percussion' || instrument.roles[0] === 'bass';
  const presetId = dealer.deal(`asked-${instrument.id}`, instrument.presets);
  for (const role of instrument.roles) {
    const free = band.find((seating) => seating.chair.role === role && !seating.asked);
    if (!free) continue;
    // A style's own drums and bass are a right answer to `drums` and `bass`.
    if (!isRhythm) free.presetId = presetId;
    free.asked = true;
    return;
  }
  const role = instrument.roles.find((each) => guestChairs[each]) ?? 'counter';
  const guest = guestChairs[role];
  if (guest)
    band.push({
      chair: { ...guest, presets: instrument.presets, levelLu: guest.levelLu - 2 },
      presetId,
      asked: true,
    });
}

/** Only the named instruments: the lead and the accompaniment fall to them. */
function keepOnly(band: Seating[], wishes: Wishes): Seating[] {
  const allowed = [...new Set(wishes.wanted.flatMap((instrument) => instrument.presets))];
  const roles: ReadonlySet<Role> = new Set<Role>(['lead', 'comp', 'double', 'bass']);
  const kept = band.filter(({ chair, presetId }) => allowed.includes(presetId) || roles.has(chair.role));
  const seen = new Set<Role>();
  return kept
    .map((seating) =>
      allowed.includes(seating.presetId) ? seating : { ...seating, presetId: allowed[0] ?? seating.presetId },
    )
    .filter(({ chair }) => !seen.has(chair.role) && Boolean(seen.add(chair.role)));
}

/** Deals figures: a second comping chair gets another figure than the first. */
function dealFigures(band: readonly Seating[], dealer: Dealer): Seat[] {
  const used = new Set<string>();
  const counts = new Map<Role, number>();
  return band.map(({ chair, presetId }, i) => {
    const fresh = (chair.figures ?? []).filter((figure) => !used.has(figure));
    const pool = fresh.length > 0 ? fresh : (chair.figures ?? []);
    const figure = pool.length > 0 ? dealer.deal(`figure-${i}`, pool) : null;
    if (figure && figure !== 'held') used.add(figure);
    const count = (counts.get(chair.role) ?? 0) + 1;
    counts.set(chair.role, count);
    return {
      id: count === 1 ? chair.role : `${chair.role}-${count}`,
      chair,
      presetId,
      preset: presets[presetId],
      figure,
    };
  });
}

/** Who plays: the style's chairs, filled as the prompt wishes and as the variant was dealt. */
export function seatBand(style: Style, wishes: Wishes, dealer: Dealer, dice: Dice): Seat[] {
  const band = ownBand(style, wishes, dealer, dice);
  for (const instrument of wishes.wanted) {
    const drumless = instrument.id === 'drums' && style.drums === null;
    if (!drumless) seatInstrument(band, instrument, dealer);
  }
  return dealFigures(wishes.only ? keepOnly(band, wishes) : band, dealer);
}
