import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { engine } from '../api/engine.ts';
import { watchOperations } from '../api/operations.ts';
import { keys } from '../api/query-client.ts';
import { announce } from '../app/announcer.ts';
import { changeDraft } from '../brief/draft.ts';
import { say } from '../i18n/index.ts';
import { showToast } from './toasts.ts';

/** Says that a persona is there, since no card shows it, and offers it to the brief. */
export function usePersonaToasts(): void {
  const client = useQueryClient();
  useEffect(() => {
    const told = new Set<string>();
    return watchOperations((all) => {
      for (const { id, result, provider } of all.values()) {
        if (result?.kind !== 'persona' || told.has(id)) continue;
        told.add(id);
        // A persona's id is that of the work that made it; `result` has the provider's name for it.
        void client
          .fetchQuery({ queryKey: keys.personas, queryFn: () => engine.operations.personas() })
          .catch(() => [])
          .then((personas) => tell(id, provider, personas.find((persona) => persona.id === id)?.name));
      }
    });
  }, [client]);
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
