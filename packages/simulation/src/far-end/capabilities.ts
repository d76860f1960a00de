import type { Capabilities } from '@impresario/protocol';
import {
  createScriptedInlineProvider,
  type CapabilityChange,
} from '@impresario/provider/conformance/scripted';

function capabilities(id: string, change: CapabilityChange): Capabilities {
  const scripted = createScriptedInlineProvider({
    baseUrl: 'http://127.0.0.1:1',
    apiKey: '',
    capabilities: { id, ...change },
  });
  return scripted.capabilities;
}

const task = { shape: 'task', repeatable: false, cancellable: true } as const;

/** One provider of each shape. */
export const allCapabilities = {
  trusted: capabilities('trusted', {
    operations: ['generate', 'extend', 'stems', 'lyrics'],
    delivery: { ...task, callbacks: 'trusted' },
    concurrencyMax: 3,
    submitRate: { max: 3, perSeconds: 10 },
  }),
  hinted: capabilities('hinted', { operations: ['generate'], delivery: { ...task, callbacks: 'hint' } }),
  paid: capabilities('paid', {
    operations: ['generate'],
    delivery: { shape: 'inline', repeatable: false, callbacks: 'none', variantsPerSubmit: 1 },
  }),
  own: capabilities('own', {
    operations: ['generate', 'stems'],
    delivery: { shape: 'inline', repeatable: true, callbacks: 'none' },
  }),
};
