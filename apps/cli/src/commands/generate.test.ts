import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Track } from '@impresario/protocol';
import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { fakeImpresario, finishedTrack, sendProblem } from '../testing/fake-impresario.ts';
import { impresario, startImpresario, temporaryFolder } from '../testing/run-impresario.ts';

const prompt = 'warm lo-fi piano';
const longSteps = Array.from({ length: 500 }, (_, step) => ({
  status: 'processing' as const,
  progress: step / 500,
  stage: 'composing',
}));

it('saves the versions and the cover and prints the paths of the audio, nothing else', async () => {
  await using server = await fakeImpresario(finishedTrack());
  await using folder = await temporaryFolder();
  const { code, stdout, stderr } = await impresario(['generate', prompt, '--url', server.url], {
    cwd: folder.path,
  });
  // Without a terminal nobody watches: what stderr has is the summary alone.
  expect(stderr).toMatch(/^✓ [^\n]*\n$/);
  expect(stdout).toBe('tracks/rainy-evening-v1.mp3\ntracks/rainy-evening-v2.mp3\n');
  expect(code).toBe(0);
  expect((await readdir(path.join(folder.path, 'tracks'))).toSorted()).toEqual([
    'rainy-evening-v1.jpg',
    'rainy-evening-v1.mp3',
    'rainy-evening-v2.mp3',
  ]);
  expect(await readFile(path.join(folder.path, 'tracks/rainy-evening-v2.mp3'), 'utf8')).toBe(
    'sound of the second',
  );
});

it('sends every option as the field it stands for, and the token', async () => {
  await using server = await fakeImpresario(finishedTrack());
  await using folder = await temporaryFolder();
  await writeFile(path.join(folder.path, 'song.txt'), '\uFEFFRain\nfalls\n');
  const args =
    `generate slow waltz --duration 1:30 --style jazz --style swing --lyrics-file song.txt --title T --seed 0
    --variants 2 --provider local --model gm-core --stems --token secret`.split(/\s+/);
  const env = { IMPRESARIO_URL: server.url, INIT_CWD: folder.path };
  const { code, stderr } = await impresario(args, { cwd: '/', env });
  expect(stderr).toContain('✓ Rainy Evening');
  expect(code).toBe(0);
  expect(server.requests[0]?.body).toEqual({
    prompt: 'slow waltz',
    durationSeconds: 90,
    styleTags: ['jazz', 'swing'],
    lyrics: 'Rain\nfalls',
    title: 'T',
    seed: 0,
    variants: 2,
    provider: 'local',
    modelVersion: 'gm-core',
    providerOptions: { local: { stems: true } },
  });
  expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer secret' });
  expect(server.requests[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  expect(await readdir(folder.path)).toContain('tracks');
});

it('prints one JSON object with the track and its files for programs', async () => {
  await using server = await fakeImpresario(finishedTrack());
  await using folder = await temporaryFolder();
  const args = ['generate', prompt, '--instrumental', '--json', '--url', server.url, '--out', folder.path];
  const { code, stdout, stderr } = await impresario(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const answer = JSON.parse(stdout) as { track: Track; files: object[] };
  expect(answer.track.status).toBe('completed');
  expect(answer.files[0]).toMatchObject({
    path: path.join(folder.path, 'rainy-evening-v1.mp3'),
    coverPath: path.join(folder.path, 'rainy-evening-v1.jpg'),
    durationSeconds: 90.2,
    bytes: 18,
  });
  expect(server.requests[0]?.body).toEqual({ prompt, hasVocals: false });
});

it('says each step on a line of its own where there is no terminal, when that is wished', async () => {
  await using server = await fakeImpresario(finishedTrack());
  await using folder = await temporaryFolder();
  const words = ['generate', prompt, '--verbose', '--url', server.url, '--out', folder.path];
  const { stderr } = await impresario(words);
  expect(stderr).toContain('composing\nmixing\nSaving the files\n');
});

it('never writes over a file that is there', async () => {
  await using server = await fakeImpresario(finishedTrack());
  await using folder = await temporaryFolder();
  const taken = path.join(folder.path, 'rainy-evening-v1.mp3');
  await writeFile(taken, 'mine');
  const { stdout } = await impresario(['generate', prompt, '--url', server.url, '--out', '.'], {
    cwd: folder.path,
  });
  expect(stdout).toBe('rainy-evening-v1-2.mp3\nrainy-evening-v2.mp3\n');
  expect(await readFile(taken, 'utf8')).toBe('mine');
  expect(await readdir(folder.path)).toContain('rainy-evening-v1-2.jpg');
});

it('fetches a damaged file again, and leaves nothing half written', async () => {
  const { files, steps } = finishedTrack();
  let tries = 0;
  const routes = {
    'GET /files/a.mp3': (response: { end: (text: string) => void }) =>
      response.end(++tries < 3 ? 'sound of the f' : files['a.mp3']),
    'GET /files/b.mp3': (response: { end: (text: string) => void }) => response.end('something else'),
  };
  await using server = await fakeImpresario({ files, steps, routes });
  await using folder = await temporaryFolder();
  const { code, stderr } = await impresario(['generate', prompt, '--url', server.url, '--out', folder.path]);
  expect(stderr).toContain('A file arrived damaged (14 bytes of 19).');
  expect(code).toBe(1);
  expect(tries).toBe(3);
  expect((await readdir(folder.path)).toSorted()).toEqual(['rainy-evening-v1.jpg', 'rainy-evening-v1.mp3']);
});

it('ends with 1 and the reason when the track fails', async () => {
  const error = { code: 'MODERATED', message: 'The words were refused.', retryable: false } as const;
  const steps = [{ status: 'failed' as const, error, creditsRefunded: 1 }];
  await using server = await fakeImpresario({ steps });
  const { code, stdout, stderr } = await impresario(['generate', prompt, '--url', server.url]);
  expect(stderr).toContain('✗ The words were refused. 1 credit came back. (MODERATED)');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});

it('ends with 4 when credits are short, and with 3 when nobody answers', async () => {
  const short = 'You have 0 credits and this costs 1.';
  const routes = {
    'POST /v1/tracks': (response: Parameters<typeof sendProblem>[0]) =>
      sendProblem(response, 402, 'insufficient_credits', short),
  };
  const server = await fakeImpresario({ routes });
  const refused = await impresario(['generate', prompt, '--url', server.url]);
  expect(refused).toMatchObject({ code: 4, stdout: '', stderr: `✗ ${short}\n` });
  await server[Symbol.asyncDispose]();

  const alone = await impresario(['generate', prompt, '--json', '--url', server.url]);
  expect(alone).toMatchObject({ code: 3, stderr: '' });
  expect(JSON.parse(alone.stdout)).toMatchObject({ error: { code: 'unreachable', retryable: true } });
});

it('cancels the track at Ctrl-C and says that the credits came back', async () => {
  await using server = await fakeImpresario({ steps: longSteps });
  const running = startImpresario(['generate', prompt, '--verbose', '--url', server.url]);
  await running.says('composing');
  running.child.kill('SIGINT');
  // Npm and the starter pass on what the terminal has sent already.
  running.child.kill('SIGINT');
  const { code, stdout, stderr } = await running.result();
  expect(stderr).toContain('Cancelled. 1 credit came back.');
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(server.requests.filter(({ path }) => path.endsWith('/cancel'))).toHaveLength(1);
});

it('leaves at once at the second Ctrl-C', async () => {
  // A server that does not answer the first one.
  const routes = { [`POST /v1/tracks/${aTrack().id}/cancel`]: () => undefined };
  await using server = await fakeImpresario({ steps: longSteps, routes });
  const running = startImpresario(['generate', prompt, '--verbose', '--url', server.url]);
  await running.says('composing');
  running.child.kill('SIGINT');
  await running.says('once more');
  await new Promise((resolve) => setTimeout(resolve, 350));
  running.child.kill('SIGINT');
  expect((await running.result()).code).toBe(130);
});

it('asks for a prompt, and says how, when there is none and nobody to type it', async () => {
  const { code, stderr } = await impresario(['generate']);
  expect(stderr).toBe('✗ Say what the music shall be like, as in: impresario generate "slow jazz waltz"\n');
  expect(code).toBe(2);
});

it('ends with 2 when the lyrics file is not there', async () => {
  const { code, stderr } = await impresario(['generate', prompt, '--lyrics-file', 'none.txt']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: '✗ The lyrics file none.txt cannot be read (ENOENT).\n',
  });
});

it('ends with 2, before anything is ordered, when a file is where the folder shall be', async () => {
  await using folder = await temporaryFolder();
  await using server = await fakeImpresario({});
  const out = path.join(folder.path, 'taken');
  await writeFile(out, '');
  const env = { IMPRESARIO_URL: server.url };
  const result = await impresario(['generate', 'x', '--out', out], { env });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain('name another folder with --out');
  expect(server.requests).toEqual([]);
});

it('says where a finished song is whose files cannot be saved', async () => {
  await using folder = await temporaryFolder();
  await using server = await fakeImpresario({ ...finishedTrack(), stepMs: 200 });
  const running = startImpresario(['generate', prompt, '--verbose', '--url', server.url], {
    cwd: folder.path,
  });
  await running.says('composing');
  await writeFile(path.join(folder.path, 'tracks'), 'in the way');
  const { code, stdout, stderr } = await running.result();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    /The files could not be saved: .*\n {2}The track is finished .*impresario show [\w-]+ --json\n/,
  );
});

it('ends with 2 for a reference that is neither a file nor an address', async () => {
  const { code, stderr } = await impresario(['generate', prompt, '--reference', 'ftp://host/a.mp3']);
  expect(code).toBe(2);
  expect(stderr).toContain('--reference takes a file or an address that begins with https://');
});
