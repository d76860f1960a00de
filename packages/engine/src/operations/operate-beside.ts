import type { SideRequest } from '@impresario/provider';
import { book, orReplay } from '../admission/book.ts';
import { newOperation } from '../admission/work.ts';
import type { Core } from '../core.ts';
import type { Admission } from '../engine.ts';
import type { Order, SideAsk } from './operate.ts';
import type { Source } from './read-source.ts';

/** Work beside a track, or words from nothing; its answer is an operation to follow (spec §9). */
export async function operateBeside(
  core: Core,
  order: Order<SideAsk>,
  source: Source | null,
): Promise<Admission> {
  const { caller, ask, idempotencyKey, fingerprint } = order;
  const refuse = (refusal: Admission) =>
    orReplay(core, { userId: caller.userId, idempotencyKey, fingerprint }, refusal);
  const asked = source ? source.clip.provider : 'provider' in ask.body ? ask.body.provider : undefined;
  const provider = chooseFor(core, ask.operation, asked);
  if (!provider) {
    return refuse({ kind: 'unknown-provider', asked: asked ?? '', available: core.providers.ids() });
  }
  const { id, operations } = provider.capabilities;
  if (!operations.includes(ask.operation) || !provider.operate) {
    return refuse({ kind: 'unsupported-operation', provider: id, operation: ask.operation });
  }
  const request = requestOf(ask, source);
  const operationId = core.dice.id(core.clock.now());
  const place = source && { trackId: source.trackId, versionId: source.versionId };
  const shown = newOperation(core, request, { provider, id: operationId, warnings: [], source: place });
  const { idempotencyKey: _key, ...body } = ask.body;
  return book(core, { caller, idempotencyKey, fingerprint, provider, body, request, shown, source: place });
}

/** Where nobody is named, whoever can do it, the default provider first. */
function chooseFor(core: Core, operation: SideAsk['operation'], asked: string | undefined) {
  const usual = core.providers.choose(asked);
  if (asked !== undefined && asked !== 'auto') return usual;
  if (usual?.capabilities.operations.includes(operation)) return usual;
  return (
    core.providers.all().find(({ capabilities }) => capabilities.operations.includes(operation)) ?? usual
  );
}

function requestOf(ask: SideAsk, source: Source | null): SideRequest {
  switch (ask.operation) {
    case 'lyrics':
      return { operation: 'lyrics', prompt: ask.body.prompt };
    case 'style':
      return { operation: 'style', text: ask.body.text };
    default: {
      if (!source) throw new Error(`${ask.operation} needs a source`);
      return onSource(ask, source);
    }
  }
}

function onSource(ask: Exclude<SideAsk, { operation: 'lyrics' | 'style' }>, { clip }: Source): SideRequest {
  switch (ask.operation) {
    case 'stems':
      return { operation: 'stems', mode: ask.body.mode, source: clip };
    case 'persona':
      return {
        operation: 'persona',
        name: ask.body.name,
        description: ask.body.description,
        source: clip,
      };
    default:
      return { operation: ask.operation, source: clip };
  }
}
