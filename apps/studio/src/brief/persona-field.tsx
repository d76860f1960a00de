import { useState } from 'react';
import { usePersonas } from '../api/queries.ts';
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
        label="Persona"
        value={isOther ? other : value}
        options={[
          { id: '', label: 'None' },
          ...personas.map(({ id, name }) => ({ id, label: name })),
          { id: other, label: 'Another, by its id…' },
        ]}
        error={isOther ? null : error}
        onChange={(id) => {
          setWantsOther(id === other);
          changeDraft({ personaId: id === other ? '' : id });
        }}
      />
      {isOther && (
        <TextField
          label="Persona id"
          autoComplete="off"
          value={value}
          error={error}
          onChange={(personaId) => changeDraft({ personaId })}
        />
      )}
    </>
  );
}
