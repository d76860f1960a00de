import { writeCounter } from '../melody/write-counter.ts';
import { writeDouble } from '../melody/write-double.ts';
import { writeLead, writeSolo } from '../melody/write-lead.ts';
import { writeBass } from '../rhythm/write-bass.ts';
import { writeChords } from '../rhythm/write-chords.ts';
import { writeDrums } from '../rhythm/write-drums.ts';
import { writePercussion } from '../rhythm/write-percussion.ts';
import { writeRiser } from '../rhythm/write-riser.ts';
import type { Seat, Song, Sound, Window } from '../song.ts';

/** What one seat plays in the whole song. */
export interface WrittenPart {
  readonly seat: Seat;
  readonly windows: readonly Window[];
  readonly sounds: readonly Sound[];
}

/** Writes every seat's part; the tune first, because second voices are written against it. */
export function writeParts(song: Song, windows: ReadonlyMap<Seat, readonly Window[]>): WrittenPart[] {
  const seats = [...windows.keys()];
  const windowsOf = (seat: Seat): readonly Window[] => windows.get(seat) ?? [];
  const leads = seats.filter((seat) => seat.chair.role === 'lead');
  const [leadSeat] = leads;
  const lead = leadSeat ? writeLead(song, leadSeat, windowsOf(leadSeat)) : [];
  const drummer = seats.find((seat) => seat.chair.role === 'drums');
  const hands = seats.find((seat) => seat.chair.role === 'percussion');
  const drums = writeDrums(song, drummer ? windowsOf(drummer) : [], hands ? windowsOf(hands) : []);
  const soundsOf = (seat: Seat): readonly Sound[] => {
    const own = windowsOf(seat);
    switch (seat.chair.role) {
      case 'lead':
        // A second lead, seated because the prompt named it, answers the first.
        return seat === leadSeat ? lead : writeCounter(song, seat, own, lead);
      case 'solo':
        return writeSolo(song, seat, own);
      case 'double':
        return writeDouble(song, seat, own, lead);
      case 'counter':
        return writeCounter(song, seat, own, lead);
      case 'bass':
        return writeBass(song, seat, own);
      case 'drums':
        return drums.kit;
      case 'percussion':
        return writePercussion(song, own, drums.hand);
      case 'riser':
        return writeRiser(song, seat, own);
      case 'comp':
      case 'arp':
      case 'pad':
        return writeChords(song, seat, own);
    }
  };
  return seats.map((seat) => ({ seat, windows: windowsOf(seat), sounds: soundsOf(seat) }));
}
