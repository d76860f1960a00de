import { crc32 } from 'node:zlib';
import type { SongMaker } from '../shared/audio/song-maker.ts';
import { layers } from '../shared/audio/synth.ts';

/** A zip of four MP3 files. What names a real one has inside is not documented. */
export async function makeStemZip(songs: SongMaker, name: string, seconds: number): Promise<Uint8Array> {
  const files: StoredFile[] = [];
  for (const layer of layers)
    files.push({ name: `${layer}.mp3`, bytes: await songs.mp3(name, seconds, undefined, [layer]) });
  return storeZip(files);
}

interface StoredFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files one after another, as they are, and a list of them at the end (APPNOTE 6.3, method 0). */
function storeZip(files: readonly StoredFile[]): Uint8Array {
  const bodies: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const about = aboutFile(name, bytes);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, Buffer.from(name)]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    list.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, where, Buffer.from(name));
    bodies.push(local, bytes);
    at += local.length + bytes.length;
  }
  const listBytes = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listBytes.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, listBytes, end]);
}

/** The 26 bytes that stand in front of the file and in the list alike: version, date, checksum, sizes, name. */
function aboutFile(name: string, bytes: Uint8Array): Buffer {
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  // 1 January 1980, the earliest there is.
  about.writeUInt16LE(0x21, 8);
  about.writeUInt32LE(crc32(bytes), 10);
  about.writeUInt32LE(bytes.length, 14);
  about.writeUInt32LE(bytes.length, 18);
  about.writeUInt16LE(Buffer.byteLength(name), 22);
  return about;
}
