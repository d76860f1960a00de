export type DownloadRefusedCode =
  | 'bad-url'
  | 'not-https'
  | 'private-address'
  | 'too-many-redirects'
  | 'too-large'
  | 'http-status'
  | 'network'
  | 'cut-off'
  | 'idle';

const sentences: Readonly<Record<DownloadRefusedCode, string>> = {
  'bad-url': 'The address of the file is no address of the web, or holds a password.',
  'not-https': 'The address of the file is not https.',
  'private-address': 'The address of the file leads into a private network.',
  'too-many-redirects': 'The address of the file leads from one to another without end.',
  'too-large': 'The file is larger than what is taken.',
  'http-status': 'The file is not served there',
  network: 'The server of the file could not be reached',
  'cut-off': 'The connection ended before the file was whole.',
  idle: 'The server of the file fell silent.',
};

/** Why a file was not downloaded. The message names no address: its path and query are often a password. */
export class DownloadRefused extends Error {
  override readonly name = 'DownloadRefused';
  readonly code: DownloadRefusedCode;
  /** With `http-status`. */
  readonly status?: number;
  /** Whether the same download may succeed later. */
  readonly retryable: boolean;

  constructor(code: DownloadRefusedCode, detail: { readonly status?: number; readonly cause?: string } = {}) {
    const more = detail.status === undefined ? detail.cause : `HTTP ${detail.status}`;
    super(more === undefined ? sentences[code] : `${sentences[code].replace(/\.$/, '')} (${more}).`);
    this.code = code;
    if (detail.status !== undefined) this.status = detail.status;
    this.retryable =
      code === 'http-status'
        ? [408, 425, 429].includes(detail.status ?? 0) || (detail.status ?? 0) >= 500
        : ['network', 'cut-off', 'idle'].includes(code);
  }
}
