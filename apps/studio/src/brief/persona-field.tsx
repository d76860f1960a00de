import { useState } from 'react';
import { usePersonas } from '../api/queries.ts';
import { say } from '../i18n/index.ts';
import { SelectField, TextField } from '../ui/text-field.tsx';
import { changeDraft } from './draft.ts';

const other = '\u0000other';

/** Whose voice and manner to sing in: a persona made here, or one known by its id. */
export function PersonaField({
  provider,
  value,
  error,
}: {
  provider: string;
  value: string;
  error: string | null;
}) {
  const personas = usePersonas(true).data?.filter((persona) => persona.provider === provider) ?? [];
  const isKnown = value === '' || personas.some(({ id }) => id === value);
  const [wantsOther, setWantsOther] = useState(false);
  const isOther = wantsOther || !isKnown;
  return (
    <>
      <SelectField
        label={say('brief.persona')}
        value={isOther ? other : value}
        options={[
          { id: '', label: say('brief.persona.none') },
          ...personas.map(({ id, name }) => ({ id, label: name })),
          { id: other, label: say('brief.persona.other') },
        ]}
        error={isOther ? null : error}
        onChange={(id) => {
          setWantsOther(id === other);
          changeDraft({ personaId: id === other ? '' : id });
        }}
      />
      {isOther && (
        <TextField
          label={say('brief.persona.id')}
          autoComplete="off"
          value={value}
          error={error}
          onChange={(personaId) => changeDraft({ personaId })}
        />
      )}
    </>
  );
}
