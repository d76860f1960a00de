import { TextField } from '../ui/text-field.tsx';
import { changeDraft, type Draft } from './draft.ts';
import { honours, type Performer } from './to-request.ts';
import { limits, sentenceFor, type FieldError } from './validate.ts';

interface MoreFieldsProps {
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
  readonly performer: Performer | null;
}

/** What most briefs leave alone: the title, and the seed where the model honours one. */
export function MoreFields({ draft, errors, performer }: MoreFieldsProps) {
  return (
    <>
      <TextField
        label="Title"
        hint="optional"
        autoComplete="off"
        value={draft.title}
        charsMax={performer?.model.limits.titleChars ?? limits.title}
        error={sentenceFor(errors, 'title')}
        onChange={(title) => changeDraft({ title })}
      />
      {(!performer || honours(performer, 'seed')) && (
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
      )}
    </>
  );
}
