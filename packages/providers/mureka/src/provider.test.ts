import { afterAll } from 'vitest';
import { runProviderContract } from '@impresario/provider/conformance';
import { murekaSubject } from './testing/mureka-subject.ts';
import { startScriptedMureka } from './testing/start-scripted-mureka.ts';

const upstream = await startScriptedMureka();

afterAll(() => upstream.close());

runProviderContract(await murekaSubject(upstream));
