import { useState } from 'react';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { clockTime } from '../words/time.ts';
import {
  deletePreset,
  fillFromHousePreset,
  fillFromPreset,
  housePresets,
  presetNameCharsMax,
  presetsMax,
  savePreset,
  usePresets,
  type Preset,
} from './presets.ts';
import styles from './presets-dialog.module.css';

interface PresetsDialogProps {
  readonly providerStyles: readonly { id: string; label: string }[];
  readonly onClose: () => void;
}

/** Forms under names: the reader's own, those of the house, and the one in hand to be kept. */
export default function PresetsDialog({ providerStyles, onClose }: PresetsDialogProps) {
  const own = usePresets();
  return (
    <Dialog title={say('brief.presets')} text={say('brief.presets.text')} isWide onClose={onClose}>
      {(close) => (
        <>
          <KeepForm own={own} />
          {own.length > 0 && (
            <section>
              <h3 className={styles.heading}>{say('brief.presets.own')}</h3>
              <ul className={styles.list}>
                {own.map((preset) => (
                  <li key={preset.id} className={styles.preset}>
                    <button
                      type="button"
                      className={styles.choose}
                      onClick={() => {
                        fillFromPreset(preset);
                        close();
                      }}
                    >
                      <strong>{preset.name}</strong>
                      <span>{factsOf(preset, providerStyles)}</span>
                    </button>
                    <IconButton
                      icon="bin"
                      label={say('brief.presets.delete', { name: preset.name })}
                      onClick={() => {
                        deletePreset(preset.id);
                        announce(say('brief.presets.deleted', { name: preset.name }));
                      }}
                    />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section>
            <h3 className={styles.heading}>{say('brief.presets.house')}</h3>
            <ul className={styles.house}>
              {housePresets.map((preset) => (
                <li key={preset.id}>
                  <button
                    type="button"
                    className={styles.choose}
                    onClick={() => {
                      fillFromHousePreset(preset, providerStyles);
                      close();
                    }}
                  >
                    <strong>{say(preset.name)}</strong>
                    <span>{say(preset.text)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
          <div className={styles.foot}>
            <Button onClick={close}>{say('ui.close')}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function KeepForm({ own }: { own: readonly Preset[] }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const wanted = name.trim();
  const isThere = own.some((preset) => preset.name === wanted);
  const isFull = own.length >= presetsMax && !isThere;
  const keepIt = () => {
    if (!wanted) return setProblem(say('brief.presets.nameless'));
    if (isFull) return setProblem(say('brief.presets.full', { count: presetsMax }));
    const isKept = savePreset(wanted);
    setName('');
    setProblem(isKept ? null : say('brief.presets.noRoom', { name: wanted }));
    setDone(isKept ? say('brief.presets.kept', { name: wanted }) : null);
  };
  return (
    <form
      className={styles.keep}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        keepIt();
      }}
    >
      <div className={styles.name}>
        <TextField
          label={say('brief.presets.name')}
          autoComplete="off"
          maxLength={presetNameCharsMax}
          value={name}
          error={problem}
          onChange={(typed) => {
            setName(typed);
            setProblem(null);
            setDone(null);
          }}
        />
        <Button type="submit">{say(isThere ? 'brief.presets.replace' : 'brief.presets.keep')}</Button>
      </div>
      <p role="status" className={styles.done}>
        {done}
      </p>
    </form>
  );
}

/** What is in it, in a line. */
function factsOf({ form }: Preset, providerStyles: readonly { id: string; label: string }[]): string {
  const style = form.styleTags.map((tag) => providerStyles.find(({ id }) => id === tag)?.label ?? tag);
  const facts = [
    ...style.slice(0, 3),
    form.durationSeconds === null ? '' : clockTime(form.durationSeconds),
    form.isInstrumental ? say('brief.instrumental') : '',
    form.lyrics.trim() ? say('brief.lyrics') : '',
    form.prompt.trim(),
  ];
  return facts.filter(Boolean).join(' · ');
}
