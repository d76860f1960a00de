import { Link } from '@tanstack/react-router';
import { useText } from '../i18n/index.ts';
import buttons from '../ui/button.module.css';
import { StagePicture } from '../ui/stage-picture.tsx';
import { PageTitle } from './page-title.tsx';
import styles from './page-notice.module.css';

/** For an address that leads nowhere. */
export function NotFound() {
  const text = useText();
  return (
    <div className={styles.notice}>
      <StagePicture isOpen={false} />
      <PageTitle title={text('shell.notFound.title')} className={styles.title} />
      <p className={styles.text}>{text('shell.notFound.text')}</p>
      <div className={styles.choices}>
        <Link to="/" className={`${buttons.button} ${buttons.primary}`}>
          {text('shell.notFound.home')}
        </Link>
        <Link to="/library" className={`${buttons.button} ${buttons.plain}`}>
          {text('shell.notFound.library')}
        </Link>
      </div>
    </div>
  );
}
