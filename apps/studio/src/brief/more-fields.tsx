import { say } from '../i18n/index.ts';
import { TextField } from '../ui/text-field.tsx';
import { sentenceFor } from '../words/field-fault.ts';
import { changeDraft, type Draft } from './draft.ts';
import { honours, type Performer } from './to-request.ts';
import { limits, type FieldError } from './validate.ts';

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
        label={say('brief.songTitle')}
        hint={say('ui.optional')}
        autoComplete="off"
        value={draft.title}
        charsMax={performer?.model.limits.titleChars ?? limits.title}
        error={sentenceFor(errors, 'title')}
        onChange={(title) => changeDraft({ title })}
      />
      {(!performer || honours(performer, 'seed')) && (
        <TextField
          label={say('brief.seed')}
          hint={say('brief.seed.hint')}
          inputMode="numeric"
          autoComplete="off"
          placeholder={say('brief.seed.random')}
          value={draft.seed}
          error={sentenceFor(errors, 'seed')}
          onChange={(seed) => changeDraft({ seed: seed.replace(/[^\d]/g, '').slice(0, 12) })}
        />
      )}
    </>
  );
}
