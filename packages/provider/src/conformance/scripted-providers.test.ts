import { afterAll } from 'vitest';
import { runProviderContract } from './run-provider-contract.ts';
import { createScriptedInlineProvider } from './scripted/scripted-inline-provider.ts';
import { startScriptedSubject } from './scripted/scripted-subject.ts';
import { createScriptedTaskProvider } from './scripted/scripted-task-provider.ts';

const task = await startScriptedSubject('a provider with tasks', 'task', createScriptedTaskProvider);
const inline = await startScriptedSubject('an inline provider', 'inline', createScriptedInlineProvider);

afterAll(async () => {
  await task.upstream.close();
  await inline.upstream.close();
});

runProviderContract(task.subject);
runProviderContract(inline.subject);
