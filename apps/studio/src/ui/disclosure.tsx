import { useEffect, useId, useState, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './disclosure.module.css';

interface DisclosureProps {
  readonly label: string;
  /** Said beside the label while closed: what is inside at the moment. */
  readonly summary?: string;
  /** Opens it without a click, for an error inside. */
  readonly forceOpen?: boolean;
  readonly children: ReactNode;
}

export function Disclosure({ label, summary, forceOpen = false, children }: DisclosureProps) {
  const id = useId();
  const [chosenOpen, setOpen] = useState(false);
  const isOpen = chosenOpen || forceOpen;
  // It stays open when the reason is gone: somebody may be in the middle of it.
  useEffect(() => {
    if (forceOpen) setOpen(true);
  }, [forceOpen]);
  return (
    <div className={styles.disclosure}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span>{label}</span>
        {!isOpen && summary && <span className={styles.summary}>{summary}</span>}
        <span className={styles.chevron}>
          <Icon name="chevron" size={18} />
        </span>
      </button>
      <div id={id} className={styles.content} hidden={!isOpen}>
        {children}
      </div>
    </div>
  );
}
