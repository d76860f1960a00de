import type { Version } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { downloadUrl } from '../tracks/download-url.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { fileSize } from '../words/amounts.ts';
import { stemLabel } from '../words/stem-label.ts';

/** Everything of a version that is a file, each with its size. */
export function downloadItems({ audio, wav, video, cover, stems }: Version): MenuItem[] {
  const files = [
    { id: 'audio', label: 'MP3', asset: audio },
    { id: 'wav', label: 'WAV', asset: wav },
    { id: 'video', label: say('tracks.video'), asset: video },
    ...stems.map(({ name, audio: asset }) => ({
      id: `stem-${name}`,
      label: say('track.download.stemShort', { stem: stemLabel(name) }),
      asset,
    })),
    { id: 'cover', label: say('track.download.cover'), asset: cover },
  ];
  return files.flatMap(({ id, label, asset }) =>
    asset ? [{ id, label, note: fileSize(asset.bytes), href: downloadUrl(asset.url) }] : [],
  );
}
