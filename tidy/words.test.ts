import { describe, it } from 'vitest';
import { expectNone } from './expect-none.ts';
import { readText, textFiles } from './repository.ts';

/** Put together here, so that this file does not find itself. */
const unfinished = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`);
const machinePath = new RegExp(`(?<![\\w.~-])/(${['work', 'root', 'home'].join('|')})/[\\w.]`);
const registryHost = new RegExp(
  `\\b(registry|npm|artifactory|nexus)\\.[\\w-]+\\.(org|com|net|io|dev|internal)\\b`,
);

function linesWith(pattern: RegExp, files: readonly string[] = textFiles): string[] {
  return files.flatMap((file) =>
    readText(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 100)}`] : [],
      ),
  );
}

describe('committed text', () => {
  it('leaves nothing for later', () => {
    expectNone(linesWith(unfinished), 'Do it, or open an issue and leave it out:');
  });

  it('knows no machine it was written on', () => {
    expectNone(linesWith(machinePath), 'Use a path relative to the project, or a temporary folder:');
  });

  it('names no package registry, the lock file neither', () => {
    const remedy =
      'Which registry is used is up to each machine (npm config omit-lockfile-registry-resolved):';
    expectNone(linesWith(registryHost, [...textFiles, 'package-lock.json']), remedy);
    expectNone(linesWith(/"resolved": "https?:/, ['package-lock.json']), remedy);
  });
});
