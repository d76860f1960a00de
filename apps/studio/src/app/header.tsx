import type { Credits } from '@impresario/protocol';
import { KeysButton } from '../keys/keys-button.tsx';
import { Mark } from '../ui/mark.tsx';
import { IconButton } from '../ui/button.tsx';
import { creditCount } from '../words/amounts.ts';
import { chooseTheme, useTheme } from './theme.ts';
import styles from './header.module.css';

export function Header({ credits }: { credits: Credits | null }) {
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.header}>
      <a href="/" className={styles.brand}>
        <Mark />
        <span>Impresario</span>
      </a>
      <div className={styles.side}>
        {credits && (
          <p className={styles.credits}>
            <strong>{creditCount(credits.creditsRemaining)}</strong> credits
          </p>
        )}
        <div className={styles.buttons}>
          {credits && <KeysButton />}
          <IconButton
            icon={theme === 'dark' ? 'sun' : 'moon'}
            label={`Switch to the ${other} theme`}
            onClick={() => chooseTheme(other)}
          />
        </div>
      </div>
    </header>
  );
}
