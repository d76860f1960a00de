import { say } from '../i18n/index.ts';
import { IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { changeDraft } from './draft.ts';
import styles from './seed-field.module.css';

const digitsMax = 12;

/** The number a song grows from: empty is another one each time, and 0 is a number like any other. */
export function SeedField({ value, error }: { value: string; error: string | null }) {
  return (
    <div className={styles.field}>
      <TextField
        label={say('brief.seed')}
        hint={say('brief.seed.hint')}
        inputMode="numeric"
        autoComplete="off"
        placeholder={say('brief.seed.random')}
        value={value}
        error={error}
        onChange={(seed) => changeDraft({ seed: seed.replace(/[^\d]/g, '').slice(0, digitsMax) })}
      />
      <span className={styles.buttons}>
        {value !== '' && (
          <IconButton
            icon="close"
            label={say('brief.seed.clear')}
            onClick={() => changeDraft({ seed: '' })}
          />
        )}
        <IconButton
          icon="dice"
          label={say('brief.seed.roll')}
          onClick={() => changeDraft({ seed: String(crypto.getRandomValues(new Uint32Array(1))[0]) })}
        />
      </span>
    </div>
  );
}
