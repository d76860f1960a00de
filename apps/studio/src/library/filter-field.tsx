import { Icon } from '../ui/icon.tsx';
import styles from './filter-field.module.css';

interface FilterFieldProps {
  readonly label: string;
  /** Empty: not narrowed. */
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly onChange: (id: string) => void;
}

/** A choice that narrows a list; lit while it does. */
export function FilterField({ label, value, options, onChange }: FilterFieldProps) {
  return (
    <span className={styles.filter} data-set={value !== '' || undefined}>
      <select
        className={styles.select}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron" size={16} />
    </span>
  );
}
