import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { BasicSoundBank, SoundBankLoader } from 'spessasynth_core';
import { RenderFailure } from '../render-failure.ts';

/** Where the samples are, and what they must be. */
export interface SoundFontSource {
  /** An absolute path to an .sf2 or .sf3 file. */
  readonly path: string;
  /** Lower-case hex; when given, any other file is refused. */
  readonly sha256?: string;
}

/**
 * Reads and checks a SoundFont. Throws {@link RenderFailure} `soundfont-missing` or `soundfont-damaged` with the
 * path and what to do about it.
 */
export async function loadSoundFont(source: SoundFontSource): Promise<BasicSoundBank> {
  const bytes = await readBytes(source.path);
  checkBytes(bytes, source);
  await BasicSoundBank.isSF3DecoderReady;
  try {
    return SoundBankLoader.fromArrayBuffer(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    );
  } catch (cause) {
    throw damaged(source.path, 'its contents cannot be read as instruments', cause);
  }
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new RenderFailure(
      'soundfont-missing',
      `The instruments are missing: cannot read the SoundFont at ${path}. Install the package again, or point the configuration at an .sf2 or .sf3 file.`,
      { cause },
    );
  }
}

function checkBytes(bytes: Uint8Array, { path, sha256 }: SoundFontSource): void {
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || word(0) !== 'RIFF' || word(8) !== 'sfbk') {
    throw damaged(path, 'it is not a SoundFont (no RIFF sfbk header; a Git LFS pointer or an HTML page?)');
  }
  const stated = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8;
  if (bytes.length < stated) {
    throw damaged(path, `it ends after ${bytes.length} of ${stated} bytes`);
  }
  if (sha256 && createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw damaged(path, 'its SHA-256 is not the expected one');
  }
}

function damaged(path: string, why: string, cause?: unknown): RenderFailure {
  return new RenderFailure(
    'soundfont-damaged',
    `The SoundFont at ${path} is damaged: ${why}. Install the package again, or replace the file.`,
    { cause },
  );
}
