import { useText } from '../i18n/index.ts';
import { StagePicture } from '../ui/stage-picture.tsx';
import styles from './page-notice.module.css';

/** Where a page's file takes more than a moment. */
export function PageComing() {
  const text = useText();
  return (
    <div className={styles.notice} role="status">
      <StagePicture isOpen={false} />
      <p className={styles.text}>{text('shell.loading')}</p>
    </div>
  );
}
