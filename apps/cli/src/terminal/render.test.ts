import { stripVTControlCharacters } from 'node:util';
import { aProvider, aTrack, aTransaction, aVersion, someCredits } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { estimateRemaining } from './estimate-remaining.ts';
import { formatAge, formatBytes, formatCredits, formatDuration } from './format.ts';
import { createPaint } from './paint.ts';
import { renderBar } from './render-bar.ts';
import { renderBanner } from './render-banner.ts';
import { renderCredits } from './render-credits.ts';
import { renderUnfinished } from './render-outcome.ts';
import { renderProgress } from './render-progress.ts';
import { renderProviders } from './render-providers.ts';
import { renderSimulator } from './render-simulator.ts';
import { renderTrack } from './render-track.ts';
import { renderTracks } from './render-tracks.ts';
import { fitText, oneLine, textWidth } from './text-width.ts';

const paint = createPaint(false);
const nowMs = Date.parse('2026-01-01T01:00:00.000Z');
const look = { paint, columns: 90, nowMs };

it('counts the columns that a terminal uses, not letters', () => {
  expect(textWidth('夜の雨')).toBe(6);
  expect(textWidth('🎹')).toBe(2);
  expect(textWidth('e\u0301')).toBe(1);
  expect(textWidth(createPaint(true).good('ok'))).toBe(2);
  expect(fitText('夜の雨の音', 6)).toBe('夜の…');
});

it('lets no escape sequence of a title reach the terminal', () => {
  expect(oneLine('a\u001b[2Jb\nc\u0007\u009b31m')).toBe('ab c 31m'.replace(' 31m', ''));
});

it('aligns the track table and cuts titles, not ids, to the terminal', () => {
  const tracks = [
    aTrack({ status: 'completed', title: '夜の雨', versions: [aVersion()] }),
    aTrack({
      status: 'processing',
      progress: 0.426,
      title: 'A title that is much longer than the terminal is wide',
    }),
  ];
  const lines = renderTracks(tracks, look).trimEnd().split('\n');
  expect(lines.map(textWidth)).toEqual([90, 90, 90]);
  expect(lines[1]).toContain('✓ completed');
  expect(lines[1]).toMatch(/1:30 {2}local {2}1 h$/);
  expect(lines[2]).toContain(`${tracks[1]!.id}  ◐ processing 42 %  A title`);
  expect(lines[2]).toContain('…');
});

it('shows the same table with colour as without', () => {
  const tracks = [aTrack(), aTrack({ status: 'failed' }), aTrack({ status: 'cancelled' })];
  const coloured = renderTracks(tracks, { ...look, paint: createPaint(true) });
  expect(coloured).toContain('\u001b[31m✗ failed');
  expect(stripVTControlCharacters(coloured)).toBe(renderTracks(tracks, look));
});

it('shows a status it does not know', () => {
  const status = 'mastering' as 'processing';
  expect(renderTracks([aTrack({ status })], look)).toContain('· mastering');
});

it('tells of a failed track why it failed and what became of the credits', () => {
  const error = { code: 'MODERATED', message: 'The words were refused.', retryable: false } as const;
  const track = aTrack({ status: 'failed', error, creditsRefunded: 1 });
  expect(renderTrack(track, look)).toContain('1 charged, 1 given back');
  expect(renderTrack(track, look)).toContain('✗ The words were refused. (MODERATED)');
  expect(renderUnfinished(track, paint)).toBe('✗ The words were refused. 1 credit came back. (MODERATED)\n');
});

it('says once, not twice, that credits came back', () => {
  const error = {
    code: 'PROVIDER_ERROR',
    message: 'It broke. Your credit came back.',
    retryable: true,
  } as const;
  const track = aTrack({ status: 'failed', error, creditsRefunded: 1 });
  expect(renderUnfinished(track, paint)).toBe(
    `✗ It broke. Your credit came back. (PROVIDER_ERROR)\n  Try again: impresario retry ${track.id}\n`,
  );
});

it('draws progress in one line of any terminal', () => {
  const track = aTrack({ progress: 0.64, stage: 'mixing variant 2 of 2 with a very long explanation' });
  const view = { track, elapsedSeconds: 12, remainingSeconds: 7, notice: null };
  for (const columns of [30, 40, 60, 80, 200]) {
    const line = renderProgress(view, { paint, columns, frame: 3 });
    expect(textWidth(line)).toBeLessThanOrEqual(Math.max(columns, 46));
    expect(line).not.toContain('\n');
  }
  expect(renderProgress(view, { paint, columns: 120, frame: 0 })).toBe(
    '⠋ ━━━━━━━━━━━━━━━━━━───────────  64 %  mixing variant 2 of 2 with a very long explanation  0:12 · about 0:07 left'.replace(
      '━━━━━━━━━━━━━━━━━━───────────',
      renderBar(0.64, 28, paint),
    ),
  );
});

it('draws a bar in half cells', () => {
  expect(renderBar(0, 4, paint)).toBe('────');
  expect(renderBar(0.625, 4, paint)).toBe('━━╸─');
  expect(renderBar(7, 4, paint)).toBe('━━━━');
});

it('estimates by the pace once there is one, before that as the server does', () => {
  const estimatedCompletionAt = new Date(nowMs + 30_000).toISOString();
  expect(estimateRemaining(aTrack({ progress: 0.25 }), 10, nowMs)).toBe(30);
  expect(estimateRemaining(aTrack({ progress: 0.01, estimatedCompletionAt }), 10, nowMs)).toBe(30);
  expect(estimateRemaining(aTrack(), 10, nowMs)).toBeNull();
});

it('shows what each provider can do side by side', () => {
  const suno = aProvider({ id: 'suno', isDefault: false, configured: false });
  const text = renderProviders([aProvider(), suno], look);
  expect(text).toMatch(/^ +local \(default\) {2}suno$/m);
  expect(text).toMatch(/^ready +✓ +no key$/m);
  expect(text).toMatch(/^stems +exact +exact$/m);
  expect(text).toMatch(/^longest +4:00 +4:00$/m);
});

it('shows the balance and signs what moved', () => {
  const credits = someCredits({ creditsRemaining: 8.5, creditsUsedToday: 1.5, plan: 'premium' });
  const transactions = [
    aTransaction({ type: 'refund', amount: 0.5, balanceAfter: 8.5, reason: 'failed' }),
    aTransaction({ balanceAfter: 8 }),
  ];
  const text = renderCredits(credits, transactions, look);
  expect(text).toContain('premium (30 a minute, no daily limit, 10 at once)');
  expect(text).toMatch(/refund +\+0\.5 +8\.5 {2}failed/);
  expect(text).toMatch(/generation +−1 +8 {2}generate/);
});

it('prints where to open the studio, and who makes the music', () => {
  const providers = ['local', 'suno'];
  const openUrl = 'http://127.0.0.1:8787/?token=t';
  const banner = renderBanner({ version: '1.2.3', openUrl, dataDir: '/data', providers }, paint);
  expect(banner).toContain('♪ Impresario 1.2.3');
  expect(banner).toMatch(/Open +http:\/\/127\.0\.0\.1:8787\/\?token=t\n/);
  expect(banner).toMatch(/Providers +local · suno\n/);
});

it('formats numbers as people say them', () => {
  expect([0, 59.6, 3725, null].map(formatDuration)).toEqual(['0:00', '1:00', '1:02:05', '–']);
  expect([1, 0.5, 0].map(formatCredits)).toEqual(['1 credit', '0.5 credits', '0 credits']);
  expect([0, 840, 3_400_000].map(formatBytes)).toEqual(['0 B', '840 B', '3.4 MB']);
  expect(formatAge('2026-01-01T00:59:30Z', nowMs)).toBe('now');
  expect(formatAge('2025-12-30T00:00:00Z', nowMs)).toBe('2 d');
});

it('writes what to start the server with, so that it can be pasted', () => {
  const variables = { SUNO_API_URL: 'http://127.0.0.1:9101', SUNO_API_KEY: "it's secret" };
  const text = renderSimulator(
    { kind: 'suno', url: 'http://127.0.0.1:9101', speed: 'quick', variables },
    paint,
  );
  expect(text).toContain('    SUNO_API_URL=http://127.0.0.1:9101 \\\n');
  expect(text).toContain(String.raw`    SUNO_API_KEY='it'\''s secret' \
    npm start`);
});
