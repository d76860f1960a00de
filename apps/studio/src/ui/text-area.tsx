import { useId } from 'react';
import { FieldError } from './field-error.tsx';
import fieldStyles from './text-field.module.css';
import styles from './text-area.module.css';

interface TextAreaProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly rows: number;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

/** A field for several lines. */
export function TextArea({ label, hint, rows, value, error, onChange }: TextAreaProps) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div>
      <label className={fieldStyles.label} htmlFor={id}>
        {label}
        {hint && (
          <span id={`${id}-hint`} className={fieldStyles.hint}>
            {hint}
          </span>
        )}
      </label>
      <textarea
        id={id}
        className={`${fieldStyles.input} ${styles.area}`}
        rows={rows}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
