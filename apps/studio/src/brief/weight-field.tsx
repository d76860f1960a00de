import { useId } from 'react';
import { say } from '../i18n/index.ts';
import { FieldError } from '../ui/field-error.tsx';
import rangeStyles from '../ui/range.module.css';
import { changeDraft } from './draft.ts';
import styles from './weight-field.module.css';

interface WeightFieldProps {
  readonly name: 'styleWeight' | 'weirdnessConstraint' | 'audioWeight';
  readonly label: string;
  /** What the two ends mean. */
  readonly ends: readonly [low: string, high: string];
  readonly value: number | null;
  readonly error: string | null;
}

const untouched = 0.5;

/** A weight from 0 to 1, which is not sent until it is moved; 0 is a wish like any other. */
export function WeightField({ name, label, ends, value, error }: WeightFieldProps) {
  const id = useId();
  const shown = value ?? untouched;
  return (
    <div className={styles.field} data-unset={value === null || undefined}>
      <div className={rangeStyles.row}>
        <label htmlFor={id} className={rangeStyles.label}>
          {label}
        </label>
        {value === null ? (
          <span className={styles.unset}>{say('brief.asModel')}</span>
        ) : (
          <span className={styles.set}>
            <output htmlFor={id}>{value.toFixed(2)}</output>
            <button
              type="button"
              className={styles.clear}
              aria-label={say('brief.weight.leave', { label })}
              onClick={() => {
                changeDraft({ [name]: null });
                document.getElementById(id)?.focus();
              }}
            >
              {say('brief.weight.clear')}
            </button>
          </span>
        )}
      </div>
      <input
        id={id}
        type="range"
        className={rangeStyles.range}
        style={{ '--filled': value === null ? '0%' : `${shown * 100}%` } as React.CSSProperties}
        min={0}
        max={1}
        step={0.05}
        value={shown}
        aria-valuetext={
          value === null
            ? say('brief.weight.unset')
            : say('player.percent', { percent: Math.round(value * 100) })
        }
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => changeDraft({ [name]: event.target.valueAsNumber })}
      />
      <div className={rangeStyles.ends} aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}
