import { say } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Segments } from '../ui/segments.tsx';
import { changeDraft, type Draft } from './draft.ts';
import styles from './mode-bar.module.css';

const modes = ['simple', 'custom'] as const;

interface ModeBarProps {
  readonly mode: Draft['mode'];
  /** How much was chosen in the custom mode that does not count now. */
  readonly waitingCount: number;
  readonly onPresets: () => void;
}

/** How much the form asks, and forms to begin from. What was typed stays when the mode is changed. */
export function ModeBar({ mode, waitingCount, onPresets }: ModeBarProps) {
  return (
    <div className={styles.bar}>
      <div className={styles.row}>
        <Segments
          label={say('brief.mode')}
          isLabelHidden
          options={modes.map((value) => ({ value, label: say(`brief.mode.${value}`) }))}
          value={mode}
          onChange={(chosen) => changeDraft({ mode: chosen })}
        />
        <Button look="quiet" icon="bookmark" onClick={onPresets}>
          {say('brief.presets')}
        </Button>
      </div>
      {waitingCount > 0 && (
        <p className={styles.waiting}>{say('brief.mode.waiting', { count: waitingCount })}</p>
      )}
    </div>
  );
}
