import { useId } from 'react';
import { FieldError } from '../ui/field-error.tsx';
import { clockTime, spokenTime } from '../words/time.ts';
import { changeDraft } from './draft.ts';
import styles from './length-field.module.css';

interface LengthFieldProps {
  readonly seconds: number;
  readonly min: number;
  readonly max: number;
  readonly error: string | null;
}

const stepSeconds = 5;

export function LengthField({ seconds, min, max, error }: LengthFieldProps) {
  const id = useId();
  const filled = max > min ? ((seconds - min) / (max - min)) * 100 : 100;
  return (
    <div>
      <div className={styles.row}>
        <label htmlFor={id} className={styles.label}>
          Length
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
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => changeDraft({ durationSeconds: event.target.valueAsNumber })}
      />
      <div className={styles.ends} aria-hidden="true">
        <span>{clockTime(min)}</span>
        <span>{clockTime(max)}</span>
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
