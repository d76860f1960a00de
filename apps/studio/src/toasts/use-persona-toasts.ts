import { useQueryClient } from '@tanstack/react-query';
import { useOperationChanges } from '@impresario/react';
import { engine } from '../api/engine.ts';
import { keys } from '../api/query-client.ts';
import { announce } from '../app/announcer.ts';
import { changeDraft } from '../brief/draft.ts';
import { say } from '../i18n/index.ts';
import { showToast } from './toasts.ts';

/** Says that a persona is there, since no card shows it, and offers it to the brief. */
export function usePersonaToasts(): void {
  const client = useQueryClient();
  useOperationChanges(({ new: { id, result, provider }, old }) => {
    if (result?.kind !== 'persona' || old?.result?.kind === 'persona') return;
    // A persona's id is that of the work that made it; `result` has the provider's name for it.
    void client
      .fetchQuery({ queryKey: keys.personas, staleTime: 0, queryFn: () => engine.operations.personas() })
      .catch(() => [])
      .then((personas) => tell(id, provider, personas.find((persona) => persona.id === id)?.name));
  });
}

function tell(personaId: string, provider: string, name: string | undefined): void {
  const use = () => {
    changeDraft({ provider, personaId, mode: 'custom' });
    announce(say('shell.persona.used'));
  };
  showToast({
    id: `persona-${personaId}`,
    mood: 'good',
    text: name ? say('shell.persona.named', { name }) : say('shell.persona'),
    actions: [{ label: say('shell.persona.use'), run: use }],
    lastsMs: 15_000,
  });
}
