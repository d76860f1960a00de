import { useId, useRef, useState, type DragEvent } from 'react';
import { useUpload } from '@impresario/react';
import { explain } from '../api/engine.ts';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { Icon } from '../ui/icon.tsx';
import { TextField } from '../ui/text-field.tsx';
import { fileSize } from '../words/amounts.ts';
import { clockTime } from '../words/time.ts';
import { changeDraft, type Reference } from './draft.ts';
import styles from './reference-field.module.css';

const bytesMax = 50_000_000;

interface ReferenceFieldProps {
  readonly value: Reference | null;
  /** Whether an address is taken too. */
  readonly takesAddress: boolean;
  readonly error: string | null;
}

/** Audio to begin from: a file, dropped or picked, or an address. */
export function ReferenceField({ value, takesAddress, error }: ReferenceFieldProps) {
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const { send, stop, sending, problem } = useReferenceUpload();
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) send(file);
  };
  const shownError = problem ?? (value?.kind === 'address' ? null : error);
  return (
    <div>
      <p className={styles.label} id={`${id}-label`}>
        {say('brief.reference.audio')}
      </p>
      {value?.kind === 'upload' && !sending ? (
        <Chosen value={value} />
      ) : (
        <div
          className={styles.drop}
          data-over={isOver || undefined}
          role="group"
          aria-labelledby={`${id}-label`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <input
            ref={picker}
            type="file"
            accept="audio/*"
            hidden
            aria-label={say('brief.reference.file')}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) send(file);
            }}
          />
          {sending ? (
            <div className={styles.sending} role="status">
              <span className={styles.name}>{say('brief.reference.sending', { name: sending.name })}</span>
              <Button look="quiet" onClick={stop}>
                {say('brief.reference.stop')}
              </Button>
              <span className={styles.bar} data-unknown={!sending.progress || undefined} aria-hidden="true">
                <span style={{ scale: `${sending.progress ?? 0} 1` }} />
              </span>
            </div>
          ) : (
            <>
              <Button
                icon="upload"
                aria-describedby={shownError ? `${id}-error` : undefined}
                onClick={() => picker.current?.click()}
              >
                {say('brief.reference.choose')}
              </Button>
              <span className={styles.hint}>{say('brief.reference.drop')}</span>
            </>
          )}
        </div>
      )}
      <FieldError id={`${id}-error`}>{shownError}</FieldError>
      {takesAddress && value?.kind !== 'upload' && !sending && (
        <div className={styles.address}>
          <TextField
            label={say('brief.reference.address')}
            type="url"
            inputMode="url"
            autoComplete="off"
            placeholder="https://"
            value={value?.url ?? ''}
            error={value?.kind === 'address' ? error : null}
            onChange={(url) => changeDraft({ reference: url === '' ? null : { kind: 'address', url } })}
          />
        </div>
      )}
    </div>
  );
}

function Chosen({ value }: { value: Reference & { kind: 'upload' } }) {
  return (
    <div className={styles.chosen}>
      <Icon name="note" size={18} />
      <span className={styles.name}>{value.name}</span>
      <span className={styles.hint}>{clockTime(value.durationSeconds)}</span>
      <IconButton
        icon="close"
        label={say('brief.reference.remove', { name: value.name })}
        onClick={() => changeDraft({ reference: null })}
      />
    </div>
  );
}

/** Hands a file over, one at a time; the draft has it once the server has. */
function useReferenceUpload() {
  const { upload, cancel, progress, isUploading, error } = useUpload();
  const [name, setName] = useState('');
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const send = async (file: File) => {
    const isTooLarge = file.size > bytesMax;
    setTooLarge(
      isTooLarge ? say('brief.reference.large', { name: file.name, size: fileSize(file.size) }) : null,
    );
    if (isTooLarge) return;
    setName(file.name);
    const there = await upload(file);
    if (!there) return;
    const { id, durationSeconds } = there;
    changeDraft({ reference: { kind: 'upload', id, name: file.name, durationSeconds } });
    announce(say('brief.reference.there', { name: file.name }));
  };
  return {
    send: (file: File) => void send(file),
    stop: cancel,
    sending: isUploading ? { name, progress } : null,
    problem: tooLarge ?? (error && explain(error)),
  };
}
