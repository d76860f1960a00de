import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OperationResource } from '@impresario/protocol';
import { anOperation, aTrack, aVersion } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { assetOf, fakeImpresario, finishedTrack, sendJson, sendProblem } from '../testing/fake-impresario.ts';
import { impresario, temporaryFolder } from '../testing/run-impresario.ts';

type Reply = Parameters<typeof sendJson>[0];

const { id } = aTrack();

/** Routes of one operation that is over at the second look. */
function operationRoutes(ordered: string, end: Partial<OperationResource>) {
  const started = anOperation({ stage: 'separating' });
  let looks = 0;
  return {
    [`POST ${ordered}`]: (response: Reply) => sendJson(response, 202, started),
    [`GET /v1/operations/${started.id}`]: (response: Reply) =>
      sendJson(response, 200, ++looks < 2 ? started : { ...started, status: 'completed', ...end }),
  };
}

it('extends a track from a point and saves what comes', async () => {
  const { files, steps } = finishedTrack('Longer');
  const routes = {
    [`POST /v1/tracks/${id}/extend`]: (response: Reply) =>
      sendJson(response, 202, aTrack({ status: 'pending' })),
  };
  await using server = await fakeImpresario({ files, steps, routes });
  await using folder = await temporaryFolder();
  await writeFile(path.join(folder.path, 'more.txt'), 'La la\n');
  const args = ['extend', id, '--at', '1:30', '--prompt', 'louder', '--lyrics-file', 'more.txt'];
  const { code, stdout } = await impresario([...args, '--url', server.url], { cwd: folder.path });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'tracks/longer-v1.mp3\ntracks/longer-v2.mp3\n' });
  expect(server.requests[0]).toMatchObject({
    path: `/v1/tracks/${id}/extend`,
    body: { continueAtSeconds: 90, prompt: 'louder', lyrics: 'La la' },
  });
  expect(server.requests[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
});

it('covers a track with styles, of the version named', async () => {
  const { files, steps } = finishedTrack();
  const routes = {
    [`POST /v1/tracks/${id}/cover`]: (response: Reply) =>
      sendJson(response, 202, aTrack({ status: 'pending' })),
  };
  await using server = await fakeImpresario({ files, steps, routes });
  await using folder = await temporaryFolder();
  const args = `cover ${id} --version ${aVersion().id} --style swing --style brass --out .`.split(' ');
  const { code } = await impresario([...args, '--url', server.url], { cwd: folder.path });
  expect(code).toBe(0);
  expect(server.requests[0]?.body).toEqual({ versionId: aVersion().id, styleTags: ['swing', 'brass'] });
});

it('takes stems apart, says how it comes along, and saves each under its name', async () => {
  const files = { 'v.mp3': 'voice', 'm.mp3': 'music' };
  const stems = [
    { name: 'Vocals', audio: assetOf('v.mp3', files['v.mp3'], 'audio/mpeg') },
    { name: 'Instrumental', audio: assetOf('m.mp3', files['m.mp3'], 'audio/mpeg') },
  ];
  const done = aTrack({ status: 'completed', title: 'Rainy Evening', versions: [aVersion({ stems })] });
  const routes = {
    ...operationRoutes(`/v1/tracks/${id}/stems`, {}),
    [`GET /v1/tracks/${id}`]: (response: Reply) => sendJson(response, 200, done),
  };
  await using server = await fakeImpresario({ files, routes });
  await using folder = await temporaryFolder();
  const args = ['stems', id, '--all', '--out', 'out', '--verbose', '--url', server.url];
  const { code, stdout, stderr } = await impresario(args, { cwd: folder.path });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'out/rainy-evening-1-vocals.mp3\nout/rainy-evening-1-instrumental.mp3\n',
  });
  expect(stderr).toBe('separating\n');
  expect(server.requests[0]?.body).toEqual({ mode: 'all' });
  expect(await readFile(path.join(folder.path, 'out/rainy-evening-1-vocals.mp3'), 'utf8')).toBe('voice');
});

it('saves a WAV, and tells programs of it as JSON', async () => {
  const files = { 'a.wav': 'without loss' };
  const wav = assetOf('a.wav', files['a.wav'], 'audio/wav');
  const done = aTrack({ status: 'completed', title: 'Rainy', versions: [aVersion({ wav })] });
  const routes = {
    ...operationRoutes(`/v1/tracks/${id}/wav`, {}),
    [`GET /v1/tracks/${id}`]: (response: Reply) => sendJson(response, 200, done),
  };
  await using server = await fakeImpresario({ files, routes });
  await using folder = await temporaryFolder();
  const args = ['wav', id, '--json', '--out', folder.path, '--url', server.url];
  const { code, stdout } = await impresario(args);
  const answer = JSON.parse(stdout) as { operation: OperationResource; files: { path: string }[] };
  expect(code).toBe(0);
  expect(answer.operation.status).toBe('completed');
  expect(answer.files).toMatchObject([{ path: path.join(folder.path, 'rainy-1.wav'), bytes: 12 }]);
  expect(await readdir(folder.path)).toEqual(['rainy-1.wav']);
});

it('prints lyrics and the id of a persona', async () => {
  const variants = [
    { title: 'Quay', text: '[Verse]\nLights\u001b[2J' },
    { title: null, text: 'Other' },
  ];
  const lyrics = operationRoutes('/v1/lyrics', { result: { kind: 'lyrics', variants } });
  await using writer = await fakeImpresario({ routes: lyrics });
  const written = await impresario(['lyrics', 'a', 'harbour', '--provider', 'suno', '--url', writer.url]);
  expect(written).toMatchObject({ code: 0, stdout: '# Quay\n\n[Verse]\nLights\n\nOther\n' });
  expect(writer.requests[0]?.body).toEqual({ prompt: 'a harbour', provider: 'suno' });

  const result = { kind: 'persona' as const, personaId: 'p_1' };
  await using maker = await fakeImpresario({
    routes: operationRoutes(`/v1/tracks/${id}/persona`, { result }),
  });
  const args = ['persona', id, '--name', 'Night', '--description', 'low', '--url', maker.url];
  expect(await impresario(args)).toMatchObject({ code: 0, stdout: 'p_1\n' });
  expect(await impresario(['persona', id, '--name', 'Night'])).toMatchObject({
    code: 2,
    stderr: '✗ A persona needs --name and --description.\n',
  });
});

it('ends with 1 and the words for the credits when an operation fails, and with 4 when it is refused', async () => {
  const error = { code: 'PROVIDER_ERROR', message: 'Suno stumbled.', retryable: true } as const;
  const routes = operationRoutes(`/v1/tracks/${id}/wav`, { status: 'failed', error, creditsRefunded: 0.5 });
  await using server = await fakeImpresario({ routes });
  const failed = await impresario(['wav', id, '--url', server.url]);
  expect(failed).toMatchObject({ code: 1, stdout: '' });
  expect(failed.stderr).toContain('✗ Suno stumbled. 0.5 credits came back. (PROVIDER_ERROR)\n');
  const short = {
    [`POST /v1/tracks/${id}/stems`]: (response: Reply) =>
      sendProblem(response, 402, 'insufficient_credits', 'You have 0 credits.'),
  };
  await using poor = await fakeImpresario({ routes: short });
  expect(await impresario(['stems', id, '--url', poor.url])).toMatchObject({
    code: 4,
    stderr: '✗ You have 0 credits.\n',
  });
});

it('claims a late song, or says that there is none', async () => {
  const { files, steps } = finishedTrack('Late');
  const late = { ...aTrack(), ...steps.at(-1), claimedFrom: id };
  const routes = { [`POST /v1/tracks/${id}/claim`]: (response: Reply) => sendJson(response, 202, late) };
  await using server = await fakeImpresario({ files, routes });
  await using folder = await temporaryFolder();
  const found = await impresario(['claim', id, '--out', '.', '--url', server.url], { cwd: folder.path });
  expect(found).toMatchObject({ code: 0, stdout: 'late-v1.mp3\nlate-v2.mp3\n' });
  const words = 'Suno has no finished song for it.';
  const none = {
    [`POST /v1/tracks/${id}/claim`]: (response: Reply) =>
      sendProblem(response, 409, 'illegal_transition', words),
  };
  await using empty = await fakeImpresario({ routes: none });
  expect(await impresario(['claim', id, '--url', empty.url])).toMatchObject({
    code: 1,
    stderr: `✗ ${words}\n`,
  });
});

it('sends what only some models honour, a zero too, and hands a reference file over first', async () => {
  const upload = { id: '019a1b2c-2222-7000-8000-000000000001', object: 'upload' };
  const routes = { 'POST /v1/uploads': (response: Reply) => sendJson(response, 201, upload) };
  const { files, steps } = finishedTrack();
  const warned = steps.map((step) => ({
    ...step,
    warnings: [
      { type: 'unsupported' as const, parameter: 'seed', message: 'V5 has no seed; it is left out.' },
    ],
  }));
  await using server = await fakeImpresario({ files, steps: warned, routes });
  await using folder = await temporaryFolder();
  await writeFile(path.join(folder.path, 'hum.wav'), 'RIFF');
  const args =
    `generate ballad --provider suno --model V5 --negative metal --voice f --style-weight 0.4 --weirdness 0
    --audio-weight 1 --persona p_1 --seed 1 --reference hum.wav`.split(/\s+/);
  const { code, stderr } = await impresario([...args, '--url', server.url], { cwd: folder.path });
  expect(stderr).toContain('! V5 has no seed; it is left out.\n');
  expect(code).toBe(0);
  expect(server.requests.slice(0, 2).map(({ path }) => path)).toEqual(['/v1/uploads', '/v1/tracks']);
  expect(server.requests[0]?.body).toContain('RIFF');
  expect(server.requests[1]?.body).toEqual({
    prompt: 'ballad',
    seed: 1,
    provider: 'suno',
    modelVersion: 'V5',
    vocalGender: 'f',
    negativeTags: 'metal',
    styleWeight: 0.4,
    weirdnessConstraint: 0,
    audioWeight: 1,
    personaId: 'p_1',
    referenceAssetId: upload.id,
  });
  const reference = 'https://example.test/a.mp3';
  await impresario(['generate', 'b', '--reference', reference, '--url', server.url], { cwd: folder.path });
  expect(server.requests.findLast(({ path }) => path === '/v1/tracks')?.body).toEqual({
    prompt: 'b',
    referenceAudioUrl: reference,
  });
});

it.each([
  [['credits', '--format', 'csv'], '--format belongs to credits statement; leave it out here.'],
  [['keys', 'create'], 'Give the key a name to know it by: impresario keys create NAME'],
  [['keys', 'list', '--scope', 'read'], '--scope belongs to keys create; leave it out here.'],
  [['admin', 'overview', 'me'], '“me” is one word too many for admin overview.'],
  [['admin', 'user', 'me', '5'], '“5” is one word too many for admin user.'],
  [['admin', 'audit', '--stuck'], '--stuck belongs to admin tracks; leave it out here.'],
  [['admin', 'grant', 'me'], 'How many credits? impresario admin grant ID AMOUNT --reason TEXT'],
  [['admin', 'plan', 'me'], 'The plan is free, pro, premium.'],
  [['extend'], 'Which track? Give its id: impresario extend ID'],
  [['generate', 'x', '--voice', 'x'], '--voice needs m or f, not “x”.'],
  [['generate', 'x', '--weirdness', '2'], '--weirdness needs a number from 0 to 1, not “2”.'],
  [['generate', 'x', '--reference', 'none.mp3'], 'The reference none.mp3 cannot be read (ENOENT).'],
  [['lyrics'], 'Say what to write about, as in: impresario lyrics "a harbour at dawn"'],
  [['simulate', 'sumo'], 'Which provider: suno, mureka, minimax, not “sumo”.'],
  [['simulate', 'mureka', '--dialect', 'kie'], '--dialect and --webhook-secret are for suno alone.'],
  [
    ['admin'],
    'What of it? impresario admin overview|orphans|tracks|users|user|grant|take|plan|revoke-keys|reconcile|audit',
  ],
])('ends %j with 2 and a hint', async (args, message) => {
  expect(await impresario(args)).toMatchObject({ code: 2, stdout: '', stderr: `✗ ${message}\n` });
});
