import { bundledSoundFont } from '@impresario/provider-local';
import { judgeStyle, loadSoundFont, styles, type StyleJudgement } from '@impresario/provider-local/judge';

/** Prints the table of `docs/composer.md`: `node tools/run.js bench/judge-composer.ts [seconds]`. */
const durationSeconds = Number(process.argv[2] ?? 90);

const columns: readonly (readonly [string, (judged: StyleJudgement) => string])[] = [
  ['style', ({ styleLabel }) => styleLabel],
  ['key', ({ keyName }) => keyName],
  ['bpm', ({ bpm }) => bpm.toFixed(0)],
  ['LUFS', ({ loudnessLufs }) => loudnessLufs.toFixed(1)],
  ['range LU', ({ loudnessRangeLu, isFlat }) => `${loudnessRangeLu.toFixed(1)}${isFlat ? ' (flat)' : ''}`],
  ['dBTP', ({ truePeakDbtp }) => truePeakDbtp.toFixed(1)],
  ['centroid Hz', ({ centroidHz }) => centroidHz.toFixed(0)],
  [
    'onsets/s verse → chorus',
    ({ verseOnsets, chorusOnsets }) => `${oneDigit(verseOnsets)} → ${oneDigit(chorusOnsets)}`,
  ],
  ['lift LU', ({ chorusLiftLu }) => oneDigit(chorusLiftLu)],
  ['in key', ({ keyShare }) => `${(keyShare * 100).toFixed(0)} %`],
  ['chorus ~ chorus', ({ chorusLikeness }) => twoDigits(chorusLikeness)],
  ['verse ~ chorus', ({ verseChorusLikeness }) => twoDigits(verseChorusLikeness)],
  ['tail s', ({ tailSilenceSeconds }) => tailSilenceSeconds.toFixed(1)],
];

function oneDigit(value: number | null): string {
  return value === null ? '–' : value.toFixed(1);
}

function twoDigits(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}

const bank = await loadSoundFont(bundledSoundFont);
console.log(`| ${columns.map(([title]) => title).join(' | ')} |`);
console.log(`|${columns.map(() => '---').join('|')}|`);
for (const { id } of styles) {
  const judged = await judgeStyle(bank, id, durationSeconds);
  console.log(`| ${columns.map(([, show]) => show(judged)).join(' | ')} |`);
}
