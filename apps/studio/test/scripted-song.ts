import type { Provider, Section, Track, Version } from '@impresario/protocol';
import { newAsset, newTrack, newVersion } from './scripted-data.ts';
import { sunoProvider } from './scripted-providers.ts';
import { sungAt } from './scripted-words.ts';

export const songSeconds = 60;

const songLyrics = '[Verse 1]\nHarbour lights at four\nThe nets are on the floor\n[Chorus]\nCarry me over';

/** A word every two seconds from the tenth on: the lines begin at 10, 18 and 30. */
export const songWords = sungAt('Harbour lights at four\nThe nets are on the floor\nCarry me over', 10, 2);

const sections: readonly Section[] = [
  { kind: 'intro', label: 'Intro', startSeconds: 0, endSeconds: 10 },
  { kind: 'verse', label: 'Verse 1', startSeconds: 10, endSeconds: 30 },
  { kind: 'chorus', label: 'Chorus', startSeconds: 30, endSeconds: 48 },
  { kind: 'outro', label: 'Outro', startSeconds: 48, endSeconds: 60 },
];

/** Suno with the bounds it has for work on a version. */
export const boundedSuno: Provider = {
  ...sunoProvider,
  workBounds: {
    lyricsNeededFor: ['replace-section', 'add-vocals'],
    extend: { atSecondsMin: 1, atSecondsMax: null },
    replaceSection: { secondsMin: 10, shareMax: 0.5, besideSecondsMin: 0 },
  },
};

export function songVersion(index: number, changes: Partial<Version> = {}): Version {
  return { ...newVersion(index, songSeconds, index + 1), sections: [...sections], ...changes };
}

/** A finished song of two versions, its form known. */
export function newSong(changes: Partial<Track> = {}): Track {
  return newTrack({
    status: 'completed',
    provider: 'suno',
    model: 'V5',
    title: 'Harbour',
    prompt: 'A harbour at dawn',
    lyrics: songLyrics,
    hasVocals: true,
    completedAt: new Date().toISOString(),
    versions: [songVersion(0), songVersion(1)],
    ...changes,
  });
}

/** The stems of a version, each a file of its own. */
export function stemsOf(names: readonly string[]): Version['stems'] {
  return names.map((name, at) => ({
    name,
    audio: newAsset(`${songSeconds}-${at + 5}.wav`, 'audio/mpeg', songSeconds * 8_000),
  }));
}
