import { useId } from 'react';
import styles from './segments.module.css';

interface SegmentsProps {
  readonly label: string;
  readonly values: readonly number[];
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A choice among a few numbers, as one row; arrow keys move, as in any radio group. */
export function Segments({ label, values, value, onChange }: SegmentsProps) {
  const name = useId();
  return (
    <fieldset className={styles.row}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.group}>
        {values.map((option) => (
          <label key={option} className={styles.segment}>
            <input
              type="radio"
              name={name}
              className="visually-hidden"
              checked={option === value}
              onChange={() => onChange(option)}
            />
            {option}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
