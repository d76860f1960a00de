import NodeID3 from 'node-id3';
import type { Score } from '../../score.ts';

/** What is written into a file's ID3v2 tag. */
export interface TagContents {
  readonly title: string;
  readonly genre: string;
  readonly bpm: number;
  /** e.g. `A minor`; written in ID3's short form, `Am`. */
  readonly key: Score['key'];
  readonly lyrics: string | null;
  /** JPEG bytes. */
  readonly cover: Uint8Array | null;
}

/** Puts an ID3v2.3 tag before an MP3 stream. No dates and no random ids: the same song gives the same bytes. */
export function tagged(mp3: Uint8Array, contents: TagContents): Uint8Array<ArrayBuffer> {
  const tag = NodeID3.create({
    title: contents.title,
    artist: 'Impresario',
    genre: contents.genre,
    bpm: String(Math.round(contents.bpm)),
    initialKey: shortKey(contents.key),
    ...(contents.lyrics && {
      unsynchronisedLyrics: { language: 'und', text: contents.lyrics },
    }),
    ...(contents.cover && {
      image: {
        mime: 'image/jpeg',
        type: { id: 3, name: 'front cover' },
        description: 'Cover',
        imageBuffer: Buffer.from(contents.cover),
      },
    }),
  });
  const bytes = new Uint8Array(tag.length + mp3.length);
  bytes.set(tag);
  bytes.set(mp3, tag.length);
  return bytes;
}

const tonics = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];

/** ID3's TKEY has room for three characters and knows major and minor only. */
function shortKey({ tonic, mode }: Score['key']): string {
  const minor = mode !== 'major' && mode !== 'lydian' && mode !== 'mixolydian';
  return tonics[((tonic % 12) + 12) % 12]! + (minor ? 'm' : '');
}
