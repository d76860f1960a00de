import { fileURLToPath } from 'node:url';
import type { HttpOptions } from '@impresario/http';

const place = (fromHere: string) => fileURLToPath(new URL(fromHere, import.meta.url));

/** The documents of this checkout, in the studio's colours and letters. */
export const guide: HttpOptions['guide'] = {
  documents: place('../../../docs'),
  styles: [place('../../studio/src/styles/tokens.css')],
  looks: [place('../../studio/src/assets'), place('../../studio/src/assets/fonts')],
};
