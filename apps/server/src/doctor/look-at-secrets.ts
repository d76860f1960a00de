import type { Finding } from '@impresario/protocol';
import type { Config } from '../config.ts';
import { failed, ok, warning } from './finding.ts';

const distinctMin = 12;

/** Who may come in, and under which address. */
export function lookAtSecrets(config: Config): Finding[] {
  return [identityFinding(config), fileSecretFinding(config), addressFinding(config)];
}

function identityFinding({ isLocal, JWT_SECRET }: Config): Finding {
  const subject = ['identity', 'Who may come in'] as const;
  if (isLocal) return ok(subject, 'local mode: one owner, by a token, on this machine alone');
  if (JWT_SECRET !== undefined && new Set(JWT_SECRET).size < distinctMin) {
    return failed(
      subject,
      'JWT_SECRET is easy to guess',
      'Set one from chance, such as `openssl rand -base64 48`.',
    );
  }
  return ok(subject, 'users of another system, by its signed tokens');
}

function fileSecretFinding({ FILE_URL_SECRET, ROLE }: Config): Finding {
  const subject = ['file-secret', 'Signed file addresses'] as const;
  if (FILE_URL_SECRET === undefined) {
    return ROLE === 'all'
      ? ok(subject, 'by a secret made here')
      : warning(
          subject,
          'by a secret that only this process has',
          'Set FILE_URL_SECRET to the same in every process.',
        );
  }
  return new Set(FILE_URL_SECRET).size < distinctMin
    ? failed(
        subject,
        'FILE_URL_SECRET is easy to guess',
        'Set one from chance, such as `openssl rand -base64 48`.',
      )
    : ok(subject, 'by FILE_URL_SECRET');
}

function addressFinding({ PUBLIC_URL, isLocal }: Config): Finding {
  const subject = ['address', 'Public address'] as const;
  if (PUBLIC_URL === undefined) {
    return isLocal
      ? ok(subject, 'none: only programs on this machine reach it')
      : warning(
          subject,
          'PUBLIC_URL is not set, so files are addressed as this machine sees itself',
          'Set PUBLIC_URL to the address your users type.',
        );
  }
  const isPlain = PUBLIC_URL.startsWith('http:') && !/^http:\/\/(localhost|127\.|\[::1\])/.test(PUBLIC_URL);
  return isPlain
    ? failed(
        subject,
        `${PUBLIC_URL} is not encrypted`,
        'Put a proxy with a certificate in front and set PUBLIC_URL to https://….',
      )
    : ok(subject, PUBLIC_URL);
}
