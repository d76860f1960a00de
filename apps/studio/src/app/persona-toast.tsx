import { useEffect, useState } from 'react';
import { usePersonas } from '../api/queries.ts';
import { watchOperations } from '../api/operations.ts';
import { changeDraft } from '../brief/draft.ts';
import { useText } from '../i18n/index.ts';
import { announce } from './announcer.ts';
import { Button, IconButton } from '../ui/button.tsx';
import styles from './persona-toast.module.css';

const shownMs = 15_000;

interface MadePersona {
  readonly id: string;
  readonly provider: string;
}

/** Says that a persona is there, since no card shows it, and offers it to the brief. */
export function PersonaToast() {
  const text = useText();
  const [made, setMade] = useState<MadePersona | null>(null);
  const personas = usePersonas(made !== null);
  useEffect(() => {
    const told = new Set<string>();
    return watchOperations((all) => {
      for (const { id, result, provider } of all.values()) {
        if (result?.kind !== 'persona' || told.has(id)) continue;
        told.add(id);
        // A persona's id is that of the work that made it; `result` has the provider's name for it.
        setMade({ id, provider });
      }
    });
  }, []);
  useEffect(() => {
    if (!made) return;
    const timer = setTimeout(() => setMade(null), shownMs);
    return () => clearTimeout(timer);
  }, [made]);
  const name = personas.data?.find(({ id }) => id === made?.id)?.name;
  if (!made) return null;
  return (
    <div className={styles.toast} role="group" aria-label={text('shell.persona.label')}>
      <p>{name ? text('shell.persona.named', { name }) : text('shell.persona')}</p>
      <Button
        onClick={() => {
          changeDraft({ provider: made.provider, personaId: made.id });
          announce(text('shell.persona.used'));
          setMade(null);
        }}
      >
        {text('shell.persona.use')}
      </Button>
      <IconButton icon="close" label={text('ui.dismiss')} onClick={() => setMade(null)} />
    </div>
  );
}
