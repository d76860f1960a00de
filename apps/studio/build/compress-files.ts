import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Smaller files are not worth a second one. */
const bytesMin = 1_000;

/** Puts a gzipped file beside each script and style, once and as small as it goes, for the server to send as it is. */
export function compressFiles(): Plugin {
  return {
    name: 'studio:compress-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!/^assets\/.*\.(js|css|svg)$/.test(fileName)) continue;
          const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          if (bytes.length < bytesMin) continue;
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.gz`,
            source: gzipSync(bytes, { level: 9 }),
          });
        }
      },
    },
  };
}
