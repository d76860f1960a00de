import { runProviderContract } from '@impresario/provider/conformance';
import { afterAll } from 'vitest';
import { startScriptedSuno } from './testing/scripted-suno.ts';
import { sunoSubject } from './testing/suno-subject.ts';

const suno = await startScriptedSuno();

afterAll(() => suno.close());

runProviderContract(sunoSubject('sunoapi', suno));
runProviderContract(sunoSubject('kie', suno));
