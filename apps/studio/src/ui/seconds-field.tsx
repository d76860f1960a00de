import { useId } from 'react';
import { clockTime, spokenTime } from '../words/time.ts';
import { FieldError } from './field-error.tsx';
import styles from './range.module.css';

interface SecondsFieldProps {
  readonly label: string;
  readonly seconds: number;
  readonly min: number;
  readonly max: number;
  readonly stepSeconds: number;
  readonly error: string | null;
  readonly onChange: (seconds: number) => void;
}

/** A length, or a place in a song, as a slider. */
export function SecondsField(props: SecondsFieldProps) {
  const { label, seconds, min, max, stepSeconds, error, onChange } = props;
  const id = useId();
  const filled = max > min ? ((seconds - min) / (max - min)) * 100 : 100;
  return (
    <div>
      <div className={styles.row}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        <output htmlFor={id} className={styles.value}>
          {clockTime(seconds)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        className={styles.range}
        style={{ '--filled': `${filled}%` } as React.CSSProperties}
        min={min}
        max={max}
        step={stepSeconds}
        value={seconds}
        aria-valuetext={spokenTime(seconds)}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <div className={styles.ends} aria-hidden="true">
        <span>{clockTime(min)}</span>
        <span>{clockTime(max)}</span>
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
