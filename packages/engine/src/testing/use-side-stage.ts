import type { OperationResource } from '@impresario/protocol';
import type { SubmitOutcome } from '@impresario/provider';
import type { OperationAsk } from '../engine.ts';
import { createPuppetProvider, song } from './puppet-provider.ts';
import { alice, eventually } from './test-engine.ts';
import { useTestEngine } from './use-test-engine.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);

/** An engine with a provider that does everything beside songs when the test says so, and one that does nothing of it. */
export function useSideStage() {
  const puppet = createPuppetProvider({
    operations: ['generate', 'stems', 'wav', 'video', 'persona', 'lyrics', 'timestamped-lyrics', 'style'],
  });
  puppet.always(() => song({ title: 'Rain' }));
  const mute = createPuppetProvider({ id: 'mute' });
  mute.always(() => song());
  const stage = useTestEngine({
    settings: { defaultProvider: 'mute' },
    providers: () => [mute.provider, puppet.provider],
  });

  async function finishedTrack(provider = 'puppet'): Promise<string> {
    const id = await stage.test.admit({ provider });
    await stage.test.until(id, ended);
    return id;
  }

  const operate = (ask: OperationAsk, idempotencyKey: string | null = null, caller = alice) =>
    stage.test.engine.operate({ caller, ask, idempotencyKey });

  async function begin(ask: OperationAsk): Promise<string> {
    const answer = await operate(ask);
    if (answer.kind !== 'admitted') throw new Error(JSON.stringify(answer));
    return answer.trackId;
  }

  async function follow(id: string, wanted = ended): Promise<OperationResource> {
    const seen = async () => {
      await stage.test.settle();
      return (await stage.test.engine.readOperation('alice', id))!;
    };
    return eventually(seen, wanted, () => stage.test.clock.advance(250));
  }

  /** Begins the operation and gives the provider's answer to it. */
  async function perform(ask: OperationAsk, answer: SubmitOutcome): Promise<OperationResource> {
    const before = puppet.works.length;
    const id = await begin(ask);
    await eventually(
      () => stage.test.settle(),
      () => puppet.works.length > before,
      () => stage.test.clock.advance(50),
    );
    puppet.works.at(-1)!.answer(answer);
    return follow(id);
  }

  const ledger = async () => {
    const { rows } = await stage.test.db.pool.query<{ line: string }>(
      "select type || ' ' || operation || ' ' || amount as line from credit_transactions where operation is not null order by number",
    );
    return rows.map(({ line }) => line);
  };
  const versionOf = async (trackId: string) => (await stage.test.read(trackId)).versions[0]!;

  return { stage, puppet, finishedTrack, operate, begin, follow, perform, ledger, versionOf };
}
