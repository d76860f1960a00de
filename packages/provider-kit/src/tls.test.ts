import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import tls, { type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callFarEnd } from './far-end.ts';
import { createGuardedDownload } from './guarded-download.ts';

const pair = selfSigned('files.test');
const cas = tls.getCACertificates('default');
const signal = new AbortController().signal;
const names: unknown[] = [];
const server = createServer(pair ?? {}, (request, response) => {
  names.push((request.socket as TLSSocket).servername);
  response.end('{}');
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  tls.setDefaultCACertificates(cas);
  server.closeAllConnections();
  server.close();
});

/** A key and its certificate for a name; null where there is no openssl. */
function selfSigned(name: string): { readonly key: string; readonly cert: string } | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'impresario-tls-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${name}`;
  const names = ['-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert];
  try {
    execFileSync('openssl', [...request.split(' '), ...names], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(pair === null)('[SEC-3] TLS', () => {
  const look = () =>
    callFarEnd(
      { baseUrl: `https://127.0.0.1:${port}`, headers: { authorization: 'Bearer secret' } },
      { method: 'POST', path: '/', json: {}, signal },
    );

  it('with a certificate nobody vouches for sends nothing', async () => {
    expect(await look()).toEqual({ kind: 'not-sent', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(names).toEqual([]);
  });

  it('asks for the name of the address, whatever machine it leads to, and takes no other name', async () => {
    tls.setDefaultCACertificates([...cas, pair?.cert ?? '']);
    const download = (name: string) =>
      createGuardedDownload({
        trustedOrigins: [`https://${name}:${port}`],
        bytesMax: 100,
        idleMs: 10_000,
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      })(`https://${name}:${port}/a.mp3`, signal);
    expect((await buffer((await download('files.test')).body)).toString()).toBe('{}');
    expect(names).toEqual(['files.test']);
    await expect(download('other.test')).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    // The name in the certificate is not that of the address either.
    expect(await look()).toEqual({ kind: 'not-sent', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(names).toEqual(['files.test']);
  });
});
