import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { createPuppetProvider, song } from '../testing/puppet-provider.ts';
import { alice } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);

describe('a persona', () => {
  const puppet = createPuppetProvider({ operations: ['generate', 'persona'] });
  const stage = useTestEngine({
    settings: { defaultProvider: 'puppet' },
    providers: () => [puppet.provider],
  });

  async function makePersona(caller = alice, personaId = 'far-persona') {
    const { test } = stage;
    puppet.always(() => song());
    const trackId = await test.admit({}, caller);
    await test.until(trackId, ended);
    const body = { name: 'Mira', description: 'A low voice.' };
    const ask = { operation: 'persona', trackId, body } as const;
    const answer = await test.engine.operate({ caller, ask, idempotencyKey: null });
    if (answer.kind !== 'admitted') throw new Error(JSON.stringify(answer));
    await test.settle();
    puppet.works.at(-1)!.answer({ kind: 'finished', clips: [], result: { kind: 'persona', personaId } });
    await test.settle();
    return { id: answer.trackId, trackId };
  }

  const askedWith = async (personaId: string, caller = alice) => {
    const before = puppet.calls.length;
    const answer = await stage.test.submit({ personaId }, caller);
    await stage.test.settle();
    return { answer, sent: puppet.calls[before]?.request.personaId };
  };
  const refused = {
    kind: 'invalid',
    faults: [{ parameter: 'personaId', message: 'names no persona of yours' }],
  };

  it('is listed for its owner, newest first, under an id of ours', async () => {
    const first = await makePersona();
    stage.test.clock.advance(1_000);
    const second = await makePersona(alice, 'far-second');
    expect(await stage.test.engine.listPersonas('alice')).toMatchObject([
      { id: second.id, name: 'Mira', provider: 'puppet', trackId: second.trackId },
      { id: first.id, description: 'A low voice.', trackId: first.trackId },
    ]);
    expect(await stage.test.engine.listPersonas('mallory')).toEqual([]);
  });

  it('[SEC-1] is what its owner says, by our id or by the provider’s own', async () => {
    const { id } = await makePersona();
    for (const asked of [id, 'far-persona']) {
      expect(await askedWith(asked)).toMatchObject({ answer: { kind: 'admitted' }, sent: 'far-persona' });
    }
    const nested = await stage.test.submit({ providerOptions: { suno: { personaId: id } } });
    await stage.test.settle();
    expect(nested.kind).toBe('admitted');
    expect(puppet.calls.at(-1)!.request).toMatchObject({ personaId: 'far-persona' });
  });

  it('[SEC-1] of another user is refused, by our id and by the provider’s own, and nothing is charged', async () => {
    const { id } = await makePersona();
    const mallory = newcomer();
    for (const asked of [id, 'far-persona'])
      expect((await askedWith(asked, mallory)).answer).toEqual(refused);
    const { rowCount } = await stage.test.db.pool.query('select 1 from profiles where user_id = $1', [
      mallory.userId,
    ]);
    expect(rowCount).toBe(0);
  });

  it('[SEC-1] that two users made under one name of the provider is each one’s own', async () => {
    const bob = newcomer();
    await makePersona(alice, 'shared');
    await makePersona(bob, 'shared');
    for (const caller of [alice, bob]) expect((await askedWith('shared', caller)).sent).toBe('shared');
  });

  it('[SEC-1] made elsewhere is passed on; an id of ours that is none is refused', async () => {
    expect((await askedWith('made-elsewhere')).sent).toBe('made-elsewhere');
    expect((await askedWith('00000000-0000-7000-8000-000000000000')).answer).toEqual(refused);
    const { trackId } = await makePersona();
    expect((await askedWith(trackId)).answer).toEqual(refused);
  });
});
