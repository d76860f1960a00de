import { useState } from 'react';
import { say } from '../i18n/index.ts';
import { FieldError } from '../ui/field-error.tsx';
import { Icon } from '../ui/icon.tsx';
import { changeDraft } from './draft.ts';
import styles from './style-chips.module.css';

interface StyleChipsProps {
  /** The provider's own styles; null while they are being read. */
  readonly known: readonly { id: string; label: string }[] | null;
  readonly chosen: readonly string[];
  readonly error: string | null;
}

const shownFirst = 8;

export function StyleChips({ known, chosen, error }: StyleChipsProps) {
  const [isAll, setAll] = useState(false);
  const [typed, setTyped] = useState('');
  const toggle = (id: string, isOn: boolean) =>
    changeDraft({ styleTags: isOn ? [...chosen, id] : chosen.filter((tag) => tag !== id) });
  const add = () => {
    const tag = typed.trim();
    if (tag && !chosen.includes(tag)) toggle(tag, true);
    setTyped('');
  };

  if (!known) return <SkeletonChips />;
  const own = chosen
    .filter((tag) => !known.some(({ id }) => id === tag))
    .map((tag) => ({ id: tag, label: tag }));
  const listed = isAll ? known : known.filter(({ id }, index) => index < shownFirst || chosen.includes(id));
  const hiddenCount = known.length - listed.length;
  return (
    <fieldset aria-describedby={error ? 'brief-style-error' : undefined}>
      <legend className={styles.legend}>{say('brief.style')}</legend>
      <div className={styles.chips}>
        {[...listed, ...own].map(({ id, label }) => (
          <label key={id} className={styles.chip}>
            <input
              type="checkbox"
              className="visually-hidden"
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.target.checked)}
            />
            {label}
          </label>
        ))}
        {hiddenCount > 0 && (
          <button type="button" className={styles.more} onClick={() => setAll(true)}>
            {say('brief.style.more', { count: hiddenCount })}
          </button>
        )}
        <span className={styles.own}>
          <Icon name="plus" size={15} />
          <input
            className={styles.ownInput}
            value={typed}
            placeholder={say('brief.style.own')}
            aria-label={say('brief.style.add')}
            enterKeyHint="done"
            onChange={(event) => setTyped(event.target.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              add();
            }}
          />
        </span>
      </div>
      <FieldError id="brief-style-error">{error}</FieldError>
    </fieldset>
  );
}

const skeletonWidths = [64, 86, 58, 92, 70, 78, 54, 88];

function SkeletonChips() {
  return (
    <div aria-hidden="true">
      <div className={styles.legend}>{say('brief.style')}</div>
      <div className={styles.chips}>
        {skeletonWidths.map((width, index) => (
          <span key={index} className={styles.skeleton} style={{ inlineSize: width }} />
        ))}
      </div>
    </div>
  );
}
