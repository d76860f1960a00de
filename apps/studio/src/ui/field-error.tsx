import styles from './field-error.module.css';

/** What is wrong with a field, under it. `id` goes into the field's `aria-describedby`. */
export function FieldError({ id, children }: { id: string; children: string | null }) {
  if (!children) return null;
  return (
    <p id={id} className={styles.error} role="alert">
      {children}
    </p>
  );
}
