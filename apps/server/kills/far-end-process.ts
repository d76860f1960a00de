import { startSimulator, type SimulatorKind } from '@impresario/simulators';

// What `openFarEnd` runs: the documented limits and signatures, with short songs that are made fast. It ends with its parent.
const simulator = await startSimulator(process.argv[2] as SimulatorKind, {
  speed: 'quick',
  songSeconds: 3,
  credits: 10_000_000,
  rateLimits: 'documented',
});
process.send?.({ url: simulator.url, apiKey: simulator.apiKey });
process.once('disconnect', () => void simulator.close().then(() => process.exit(0)));
