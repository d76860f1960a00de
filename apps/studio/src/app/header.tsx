import { Link } from '@tanstack/react-router';
import type { Credits } from '@impresario/protocol';
import { RichText, useText } from '../i18n/index.ts';
import { Mark } from '../ui/mark.tsx';
import { IconButton } from '../ui/button.tsx';
import { creditCount } from '../words/amounts.ts';
import { AdminLink, Navigation } from './navigation.tsx';
import { switchTheme, useTheme } from './theme.ts';
import styles from './header.module.css';

/** The house name, the pages, and what is left to spend: a rail at the side, or on a small screen a bar on top. */
export function Header({ credits, isOut }: { credits: Credits | null; isOut: boolean }) {
  const text = useText();
  const theme = useTheme();
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.brand} aria-label={text('shell.home')}>
        <Mark />
        <span className={styles.name}>Impresario</span>
      </Link>
      {!isOut && <Navigation />}
      <div className={styles.side}>
        {credits && <AdminLink />}
        <div className={styles.foot}>
          {credits && (
            <p className={styles.credits}>
              <RichText
                of="shell.credits"
                values={{ amount: creditCount(credits.creditsRemaining), count: credits.creditsRemaining }}
                tags={{ strong: (words) => <strong>{words}</strong> }}
              />
            </p>
          )}
          <div className={styles.buttons}>
            <IconButton
              icon={theme === 'dark' ? 'sun' : 'moon'}
              label={text(theme === 'dark' ? 'shell.theme.toLight' : 'shell.theme.toDark')}
              onClick={switchTheme}
            />
          </div>
        </div>
      </div>
    </header>
  );
}
