import { announce } from '../app/announcer.ts';
import { changeDraft, focusPrompt } from '../brief/draft.ts';
import { draftFromExample, examples } from '../brief/examples.ts';
import { StagePicture } from '../ui/stage-picture.tsx';
import styles from './empty-stage.module.css';

/** Before the first track: an invitation, with briefs to begin from. */
export function EmptyStage({ styles: known }: { styles: readonly { id: string; label: string }[] }) {
  return (
    <div className={styles.empty}>
      <StagePicture isOpen />
      <div className={styles.words}>
        <p className={styles.title}>The stage is yours.</p>
        <p className={styles.text}>
          Describe a piece of music and it is composed, played and mastered here. Or begin with one of these.
        </p>
      </div>
      <ul className={styles.examples}>
        {examples.map((example) => (
          <li key={example.name}>
            <button
              type="button"
              className={styles.example}
              onClick={() => {
                changeDraft(draftFromExample(example, known));
                announce('The brief is filled in.');
                focusPrompt();
              }}
            >
              <strong>{example.name}</strong>
              <span>{example.prompt}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
