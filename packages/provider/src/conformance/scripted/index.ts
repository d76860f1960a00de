export { makeMp3, makePng, makeWav } from './make-audio.ts';
export * from './script.ts';
export type { CapabilityChange } from './scripted-capabilities.ts';
export { createScriptedInlineProvider } from './scripted-inline-provider.ts';
export { createScriptedTaskProvider, type ScriptedProviderOptions } from './scripted-task-provider.ts';
export { startScriptedUpstream, type ScriptedUpstream } from './start-scripted-upstream.ts';
