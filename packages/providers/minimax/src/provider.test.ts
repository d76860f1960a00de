import { afterAll } from 'vitest';
import { runProviderContract } from '@impresario/provider/conformance';
import { miniMaxSubject } from './testing/minimax-subject.ts';
import { startScriptedMiniMax } from './testing/start-scripted-minimax.ts';

const upstream = await startScriptedMiniMax();

afterAll(() => upstream.close());

runProviderContract(await miniMaxSubject(upstream, 'url'));
runProviderContract(await miniMaxSubject(upstream, 'hex'));
runProviderContract(await miniMaxSubject(upstream, 'stream'));
