import { useId } from 'react';
import { FieldError } from './field-error.tsx';
import { Segments, type Segment } from './segments.tsx';
import styles from './choice-field.module.css';

interface ChoiceFieldProps<Value> {
  readonly label: string;
  readonly options: readonly Segment<Value>[];
  readonly value: Value;
  /** What the choice means, under it. */
  readonly hint: string;
  readonly error: string | null;
  readonly onChange: (value: Value) => void;
}

/** A choice among a few, with words about the chosen one. */
export function ChoiceField<Value extends string | number>(props: ChoiceFieldProps<Value>) {
  const { hint, error, ...rest } = props;
  const id = useId();
  return (
    <div>
      <Segments {...rest} isWide describedBy={`${id}-hint`} />
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
