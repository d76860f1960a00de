import { afterAll, describe, expect, it } from 'vitest';
import type { MusicProvider } from '../provider.ts';
import type { Break } from './broken/break-provider.ts';
import { brokenComposers } from './broken/broken-composers.ts';
import { brokenInlines } from './broken/broken-inlines.ts';
import { brokenLooks } from './broken/broken-looks.ts';
import { brokenSubmits } from './broken/broken-submits.ts';
import { createTinyComposer } from './broken/tiny-composer.ts';
import { conformanceChecks } from './run-provider-contract.ts';
import { createScriptedInlineProvider } from './scripted/scripted-inline-provider.ts';
import { plainRequest, startScriptedSubject } from './scripted/scripted-subject.ts';
import {
  createScriptedTaskProvider,
  type ScriptedProviderOptions,
} from './scripted/scripted-task-provider.ts';
import type { ProviderSubject } from './subject.ts';

const taskHost = await startScriptedSubject('task', 'task', createScriptedTaskProvider);
const inlineHost = await startScriptedSubject('inline', 'inline', createScriptedInlineProvider);
const composerHost: ProviderSubject = {
  name: 'a tiny composer',
  shape: 'in-process',
  makeProvider: createTinyComposer,
  makeRequest: (change) => ({ ...plainRequest, ...change }),
  secrets: [],
};

afterAll(async () => {
  await taskHost.upstream.close();
  await inlineHost.upstream.close();
});

const caught = new Set<string>();

async function failingChecks(subject: ProviderSubject): Promise<string[]> {
  const failing: string[] = [];
  for (const check of conformanceChecks.filter(({ applies }) => applies(subject))) {
    await check.run(subject).catch(() => failing.push(check.name));
  }
  for (const name of failing) caught.add(name);
  return failing;
}

function breakSubject(
  subject: ProviderSubject,
  spoil: Break,
  options: ScriptedProviderOptions,
): ProviderSubject {
  const wrap = (make: ProviderSubject['makeProvider']) => async () =>
    spoil((await make()) as Required<MusicProvider>, options);
  return {
    ...subject,
    callLimitMs: 1200,
    makeProvider: wrap(subject.makeProvider),
    ...(subject.makeUnreachableProvider && {
      makeUnreachableProvider: wrap(subject.makeUnreachableProvider),
    }),
  };
}

describe('the contract notices a provider that', () => {
  const { baseUrl, apiKey } = taskHost.upstream;
  const families = [
    { subject: taskHost.subject, mutants: { ...brokenSubmits, ...brokenLooks } },
    { subject: inlineHost.subject, mutants: brokenInlines },
    { subject: composerHost, mutants: brokenComposers },
  ];
  for (const { subject, mutants } of families) {
    for (const [name, mutant] of Object.entries(mutants)) {
      it(`${name} (${subject.name})`, { timeout: 60_000 }, async () => {
        const failing = await failingChecks(breakSubject(subject, mutant.break, { baseUrl, apiKey }));
        expect(failing.join('\n')).toContain(mutant.caughtBy);
      });
    }
  }

  it('is sound: an in-process composer without a fault passes', async () => {
    const before = new Set(caught);
    expect(await failingChecks(composerHost)).toEqual([]);
    expect(caught).toEqual(before);
  });

  it('breaks any one rule: every rule has failed for at least one of the above', () => {
    const never = conformanceChecks.map(({ name }) => name).filter((name) => !caught.has(name));
    expect(never).toEqual([]);
  });
});
