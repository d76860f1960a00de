import type { FieldError } from '../brief/validate.ts';
import { useText } from '../i18n/index.ts';
import { SecondsField } from '../ui/seconds-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { sentenceFor } from '../words/field-fault.ts';
import type { FieldName, OperationFields } from './operation-fields.ts';

interface OperationDialogFieldsProps {
  readonly names: readonly FieldName[];
  readonly required: readonly FieldName[];
  readonly values: OperationFields;
  /** Where an extension may begin, in seconds. */
  readonly extendFrom: { readonly min: number; readonly max: number };
  /** Where the version ends. */
  readonly end: number;
  readonly errors: readonly FieldError[];
  readonly onChange: (next: Partial<OperationFields>) => void;
}

const rows = { prompt: 2, lyrics: 5, description: 3 } as const;

/** The fields of an operation, in its order. */
export function OperationDialogFields(props: OperationDialogFieldsProps) {
  const { names, required, values, extendFrom, end, errors, onChange } = props;
  const text = useText();
  return names.map((name) => {
    const error = sentenceFor(errors, name);
    const isOptional = !required.includes(name);
    switch (name) {
      case 'continueAtSeconds':
      case 'startSeconds':
      case 'endSeconds': {
        const isPlace = name === 'continueAtSeconds';
        return (
          <SecondsField
            key={name}
            label={text(`tracks.ask.${name}`)}
            seconds={values[name]}
            min={isPlace ? extendFrom.min : 0}
            max={isPlace ? Math.min(extendFrom.max, end) : end}
            stepSeconds={isPlace ? 0.5 : 0.1}
            error={error}
            onChange={(seconds) => onChange({ [name]: seconds })}
          />
        );
      }
      case 'prompt':
      case 'lyrics':
      case 'description':
        return (
          <TextArea
            key={name}
            label={text(`tracks.ask.${name}`)}
            hint={
              name === 'description'
                ? text('tracks.ask.description.hint')
                : isOptional
                  ? text('ui.optional')
                  : undefined
            }
            rows={rows[name]}
            value={values[name]}
            error={error}
            onChange={(value) => onChange({ [name]: value })}
          />
        );
      case 'styleTags':
      case 'name':
        return (
          <TextField
            key={name}
            label={text(`tracks.ask.${name}`)}
            {...(name === 'styleTags' && { hint: text('tracks.ask.styleTags.hint') })}
            autoComplete="off"
            value={values[name]}
            error={error}
            onChange={(value) => onChange({ [name]: value })}
          />
        );
    }
  });
}
