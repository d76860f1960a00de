import { useId } from 'react';
import styles from './segments.module.css';

export interface Segment<Value> {
  readonly value: Value;
  readonly label: string;
  /** Shown, but not to be chosen; whoever shows it says why. */
  readonly isDisabled?: boolean;
}

interface SegmentsProps<Value> {
  readonly label: string;
  readonly options: readonly Segment<Value>[];
  readonly value: Value;
  /** Under its label and as wide as the form, for words rather than numbers. */
  readonly isWide?: boolean;
  /** Where what stands around says the same; it is read aloud all the same. */
  readonly isLabelHidden?: boolean;
  readonly describedBy?: string | undefined;
  readonly onChange: (value: Value) => void;
}

/** A choice among a few, as one row; arrow keys move, as in any radio group. */
export function Segments<Value extends string | number>(props: SegmentsProps<Value>) {
  const { label, options, value, isWide = false, isLabelHidden = false, describedBy, onChange } = props;
  const name = useId();
  return (
    <fieldset className={styles.row} data-wide={isWide || undefined} aria-describedby={describedBy}>
      <legend className={isLabelHidden ? 'visually-hidden' : styles.legend}>{label}</legend>
      <div className={styles.group}>
        {options.map((option) => (
          <label key={option.value} className={styles.segment}>
            <input
              type="radio"
              name={name}
              className="visually-hidden"
              checked={option.value === value}
              disabled={option.isDisabled}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
