import { say } from '../i18n/index.ts';
import { TextField } from '../ui/text-field.tsx';
import { sentenceFor } from '../words/field-fault.ts';
import { changeDraft, type Draft } from './draft.ts';
import { honours, type Performer } from './to-request.ts';
import { limits, type FieldError } from './validate.ts';
import { WeightField } from './weight-field.tsx';

interface MannerFieldsProps {
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
  readonly performer: Performer;
}

const fields = ['negativeTags', 'styleWeight', 'weirdnessConstraint'] as const;

/** Whether the model has anything of this section. */
export function hasManner(performer: Performer): boolean {
  return fields.some((field) => honours(performer, field));
}

/** What of it is set, for the closed section. */
export function mannerSummary(draft: Draft, performer: Performer): string {
  const set = fields.filter((field) => honours(performer, field) && isSet(draft[field])).length;
  return set === 0 ? say('brief.asModel') : say('brief.manner.set', { count: set });
}

function isSet(value: string | number | null): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== null;
}

export function MannerFields({ draft, errors, performer }: MannerFieldsProps) {
  return (
    <>
      {honours(performer, 'negativeTags') && (
        <TextField
          label={say('brief.negativeTags')}
          hint={say('brief.negativeTags.hint')}
          autoComplete="off"
          value={draft.negativeTags}
          charsMax={limits.negativeTags}
          error={sentenceFor(errors, 'negativeTags')}
          onChange={(negativeTags) => changeDraft({ negativeTags })}
        />
      )}
      {honours(performer, 'styleWeight') && (
        <WeightField
          name="styleWeight"
          label={say('brief.styleWeight')}
          ends={[say('brief.loosely'), say('brief.strictly')]}
          value={draft.styleWeight}
          error={sentenceFor(errors, 'styleWeight')}
        />
      )}
      {honours(performer, 'weirdnessConstraint') && (
        <WeightField
          name="weirdnessConstraint"
          label={say('brief.weirdness')}
          ends={[say('brief.safe'), say('brief.daring')]}
          value={draft.weirdnessConstraint}
          error={sentenceFor(errors, 'weirdnessConstraint')}
        />
      )}
    </>
  );
}
