import { say } from '../i18n/index.ts';
import { Segments } from '../ui/segments.tsx';
import { changeDraft, type Draft } from './draft.ts';
import styles from './mode-bar.module.css';

const modes = ['simple', 'custom'] as const;

interface ModeBarProps {
  readonly mode: Draft['mode'];
  /** How much was chosen in the custom mode that does not count now. */
  readonly waitingCount: number;
}

/** How much the form asks. What was typed stays when it is changed. */
export function ModeBar({ mode, waitingCount }: ModeBarProps) {
  return (
    <div className={styles.bar}>
      <Segments
        label={say('brief.mode')}
        isLabelHidden
        options={modes.map((value) => ({ value, label: say(`brief.mode.${value}`) }))}
        value={mode}
        onChange={(chosen) => changeDraft({ mode: chosen })}
      />
      {waitingCount > 0 && (
        <p className={styles.waiting}>{say('brief.mode.waiting', { count: waitingCount })}</p>
      )}
    </div>
  );
}
