import type { Asset, Credits, Provider, Track, Version } from '@impresario/protocol';
import { aModel, anAsset, aProvider, aTrack, aVersion, someCredits } from '@impresario/protocol/testing';

const styleNames =
  'Lo-fi Ambient Piano Orchestral Synthwave House Jazz Bossa-nova Folk Rock Funk Hip-hop Waltz Celtic'.split(
    ' ',
  );

/** The composer as `GET /v1/providers` describes it. */
export const localProvider: Provider = aProvider({
  label: 'The house composer',
  styles: styleNames.map((name) => ({ id: name.toLowerCase(), label: name.replace('-n', ' n') })),
  models: [
    aModel({
      id: 'house-1',
      label: 'House 1',
      durationSeconds: { min: 10, max: 240, default: 60 },
      parameters: {
        lyrics: 'approximated',
        styleTags: 'native',
        hasVocals: 'approximated',
        durationSeconds: 'native',
        seed: 'native',
      },
    }),
  ],
  defaultModel: 'house-1',
});

export const startCredits: Credits = someCredits({ creditsRemaining: 1000, plan: 'premium' });

let serial = 0;

function newId(): string {
  return `0197a000-0000-7000-8000-${String(++serial).padStart(12, '0')}`;
}

/** A track as it is right after its admission. */
export function newTrack(fields: Partial<Track>): Track {
  const now = new Date().toISOString();
  return aTrack({
    id: newId(),
    status: 'pending',
    model: 'house-1',
    prompt: '',
    hasVocals: false,
    queuePosition: 1,
    deadlineAt: now,
    createdAt: now,
    updatedAt: now,
    ...fields,
  });
}

/** A file that the server makes from what stands in its name. */
export function newAsset(name: string, mimeType: string, bytes: number): Asset {
  return anAsset({ url: `/files/${name}?expires=9&signature=s`, mimeType, bytes, sha256: name });
}

/** A finished version; its files are made by the server from what stands in their names. */
export function newVersion(index: number, seconds: number, seed: number): Version {
  return aVersion({
    id: newId(),
    variantIndex: index,
    isPrimary: index === 0,
    durationSeconds: seconds,
    audio: newAsset(`${seconds}-${seed}.wav`, 'audio/mpeg', seconds * 24_000),
    cover: newAsset(`${seconds}-${seed}.svg`, 'image/svg+xml', 9_000),
    peaks: newAsset(`${seconds}-${seed}.json`, 'application/json', 20_000),
  });
}
