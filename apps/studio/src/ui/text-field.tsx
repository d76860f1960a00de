import { useId, type InputHTMLAttributes } from 'react';
import { CharCount } from './char-count.tsx';
import { FieldError } from './field-error.tsx';
import styles from './text-field.module.css';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly label: string;
  readonly hint?: string;
  readonly error: string | null;
  /** Characters it takes, shown from the half on. */
  readonly charsMax?: number | undefined;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, hint, error, charsMax, onChange, ...rest }: TextFieldProps) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
        {hint && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
        {charsMax !== undefined && <CharCount used={[...String(rest.value ?? '')].length} max={charsMax} />}
      </label>
      <input
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { id: string; label: string }[];
  /** The label beside the choice rather than over it. */
  readonly isInline?: boolean;
  readonly error?: string | null;
  readonly onChange: (value: string) => void;
}

export function SelectField({ label, value, options, isInline, error = null, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={isInline ? styles.inline : undefined}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={styles.input}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
