import { describe, expect, it } from 'vitest';
import { parseSimulatorArguments } from './parse-simulator-arguments.ts';

const problemOf = (...args: string[]) => {
  const parsed = parseSimulatorArguments(args);
  return parsed.run ? null : parsed.problem;
};

describe('the words after simulate', () => {
  it('[PRO-8] become a kind and options', () => {
    const words = 'suno --port 9101 --speed quick --dialect kie --song-seconds 20 --webhook-secret s';
    expect(parseSimulatorArguments(words.split(' '))).toMatchObject({
      run: true,
      kind: 'suno',
      options: { port: 9101, speed: 'quick', dialect: 'kie', songSeconds: 20, webhookSecret: 's' },
    });
  });

  it('[PRO-8] say how much goes at once, and in which region', () => {
    expect(parseSimulatorArguments('mureka --concurrency 1 --region cn'.split(' '))).toMatchObject({
      run: true,
      options: { concurrencyMax: 1, region: 'cn' },
    });
    expect(problemOf('mureka', '--region', 'eu')).toContain('--region is one of global, cn');
    expect(problemOf('mureka', '--concurrency', 'many')).toContain('whole number');
  });

  it('[PRO-8] are explained when they make no sense', () => {
    expect(problemOf()).toBe('One of suno, mureka, minimax, please.');
    expect(problemOf('udio')).toContain('KIND is one of');
    expect(problemOf('suno', '--port', 'x')).toBe('--port is a whole number up to 65535.');
    expect(problemOf('suno', '--speed', 'warp')).toContain('realistic, quick, instant');
    expect(problemOf('suno', '--nothing')).toContain('--nothing');
    expect(problemOf('--help')).toBeNull();
  });
});
