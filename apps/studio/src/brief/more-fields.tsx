import type { Provider } from '@impresario/protocol';
import { SelectField, TextField } from '../ui/text-field.tsx';
import { changeDraft, type Draft } from './draft.ts';
import type { Performer } from './to-request.ts';
import { sentenceFor, type FieldError } from './validate.ts';

interface MoreFieldsProps {
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
  readonly providers: readonly Provider[];
  readonly performer: Performer | null;
}

/** What most briefs leave alone: title, seed, and who plays where there is a choice. */
export function MoreFields({ draft, errors, providers, performer }: MoreFieldsProps) {
  const able = providers.filter((provider) => provider.configured);
  const models = performer?.provider.models ?? [];
  return (
    <>
      <TextField
        label="Title"
        hint="optional"
        autoComplete="off"
        value={draft.title}
        error={sentenceFor(errors, 'title')}
        onChange={(title) => changeDraft({ title })}
      />
      <TextField
        label="Seed"
        hint="the same seed plays the same song"
        inputMode="numeric"
        autoComplete="off"
        placeholder="random"
        value={draft.seed}
        error={sentenceFor(errors, 'seed')}
        onChange={(seed) => changeDraft({ seed: seed.replace(/[^\d]/g, '').slice(0, 12) })}
      />
      {performer && able.length > 1 && (
        <SelectField
          label="Performer"
          value={performer.provider.id}
          options={able}
          onChange={(provider) => changeDraft({ provider, model: null })}
        />
      )}
      {performer && models.length > 1 && (
        <SelectField
          label="Model"
          value={performer.model.id}
          options={models}
          onChange={(model) => changeDraft({ model })}
        />
      )}
    </>
  );
}
