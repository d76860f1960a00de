export { conformanceChecks, runProviderContract } from './run-provider-contract.ts';
export * from './scripted/index.ts';
export type { ConformanceCheck, DocumentedError, Fault, ProviderSubject, UpstreamHooks } from './subject.ts';
export { plainRequest } from './scripted/scripted-subject.ts';
