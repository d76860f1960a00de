import { focusPrompt } from '../brief/draft.ts';
import { examples, fillFromExample } from '../brief/examples.ts';
import { useText } from '../i18n/index.ts';
import { StagePicture } from '../ui/stage-picture.tsx';
import styles from './empty-stage.module.css';

/** Before the first track: an invitation, with briefs to begin from. */
export function EmptyStage({ styles: known }: { styles: readonly { id: string; label: string }[] }) {
  const text = useText();
  return (
    <div className={styles.empty}>
      <StagePicture isOpen />
      <div className={styles.words}>
        <p className={styles.title}>{text('tracks.empty.title')}</p>
        <p className={styles.text}>{text('tracks.empty.text')}</p>
      </div>
      <ul className={styles.examples}>
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className={styles.example}
              onClick={() => {
                fillFromExample(example, known);
                focusPrompt();
              }}
            >
              <strong>{text(`brief.example.${example.id}`)}</strong>
              <span>{text(`brief.example.${example.id}.prompt`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
