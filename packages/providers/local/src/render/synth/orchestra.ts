import { type BasicSoundBank, SpessaSynthProcessor } from 'spessasynth_core';
import type { Note } from '../../score.ts';
import { blockFrames, sampleRateHz } from '../sample-rate.ts';
import { type NoteEvent, noteEvents } from './note-events.ts';

/** One player: a preset and what it plays. */
export interface Player {
  readonly bank: number;
  readonly program: number;
  readonly notes: readonly Note[];
}

/** Vibrato and envelopes step once a call, so calls are kept this short: 5.8 ms. */
const callFrames = 256;

/** A dry stereo pair, as long as a block. */
export interface StereoBlock {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/**
 * Plays any number of parts through a SoundFont, block by block, one dry stereo pair a part. Each orchestra owns
 * a fresh synthesiser, so the same players always give the same samples.
 */
export class Orchestra {
  /** The block just played, one for each player. */
  readonly outputs: readonly StereoBlock[];
  /** Whether each player made any sound in the block just played. */
  readonly sounding: boolean[];
  private readonly synth: SpessaSynthProcessor;
  private readonly channels: readonly number[];
  private readonly pairs: Float32Array[][];
  private readonly effects = new Float32Array(blockFrames);
  private readonly events: readonly NoteEvent[];
  private nextEvent = 0;
  private frame = 0;

  constructor(bank: BasicSoundBank, players: readonly Player[]) {
    this.synth = new SpessaSynthProcessor(sampleRateHz, {
      maxBufferSize: callFrames,
      effectsEnabled: false,
      eventsEnabled: false,
    });
    this.synth.soundBankManager.addSoundBank(bank, 'main');
    this.outputs = players.map(() => ({
      left: new Float32Array(blockFrames),
      right: new Float32Array(blockFrames),
    }));
    this.sounding = players.map(() => false);
    this.channels = this.seat(players);
    const nobody = [this.effects, this.effects];
    this.pairs = this.synth.midiChannels.map(() => nobody);
    this.channels.forEach((channel, player) => {
      const { left, right } = this.outputs[player]!;
      this.pairs[channel] = [left, right];
    });
    this.events = noteEvents(players.map((player) => player.notes));
  }

  /** Plays the next `frames` (at most a block) into {@link outputs}. */
  play(frames: number): void {
    this.sounding.fill(false);
    for (const { left, right } of this.outputs) {
      left.fill(0);
      right.fill(0);
    }
    let done = 0;
    while (done < frames) {
      const due = this.sendDueEvents(this.frame + done);
      const count = Math.min(callFrames, frames - done, due - this.frame - done);
      this.synth.processSplit(this.pairs, this.effects, this.effects, done, count);
      this.channels.forEach((channel, player) => {
        if (this.synth.midiChannels[channel]!.voiceCount > 0) this.sounding[player] = true;
      });
      done += count;
    }
    this.frame += frames;
  }

  /** Sends what is due at `frame`; answers when the next event comes. */
  private sendDueEvents(frame: number): number {
    for (; this.nextEvent < this.events.length; this.nextEvent++) {
      const event = this.events[this.nextEvent]!;
      if (event.frame > frame) return event.frame;
      const channel = this.channels[event.partIndex]!;
      if (event.velocity === 0) this.synth.noteOff(channel, event.pitch);
      else this.synth.noteOn(channel, event.pitch, event.velocity);
    }
    return Infinity;
  }

  /** Gives each player a channel of its own, beyond MIDI's sixteen when needed; every tenth is for drums. */
  private seat(players: readonly Player[]): number[] {
    const taken = new Set<number>();
    return players.map((player) => {
      const drums = player.bank === 128;
      let channel = drums ? 9 : 0;
      while (taken.has(channel) || (channel % 16 === 9) !== drums) channel++;
      taken.add(channel);
      while (this.synth.midiChannels.length <= channel) this.synth.createMIDIChannel();
      const seat = this.synth.midiChannels[channel]!;
      seat.setDrums(drums);
      if (!drums) this.synth.controllerChange(channel, 0, player.bank);
      this.synth.programChange(channel, player.program);
      return channel;
    });
  }
}
