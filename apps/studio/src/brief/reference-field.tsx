import { useId, useRef, type CSSProperties } from 'react';
import { say } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { Icon } from '../ui/icon.tsx';
import { TextField } from '../ui/text-field.tsx';
import { clockTime } from '../words/time.ts';
import { changeDraft, type Reference } from './draft.ts';
import { acceptedFiles, sendReference, stopReference, useReferenceUpload } from './reference-upload.ts';
import styles from './reference-field.module.css';

interface ReferenceFieldProps {
  readonly value: Reference | null;
  /** Whether an address is taken too. */
  readonly takesAddress: boolean;
  readonly error: string | null;
}

/** Audio to begin from: a file, dropped on the form, pasted or picked, or an address. */
export function ReferenceField({ value, takesAddress, error }: ReferenceFieldProps) {
  const id = useId();
  const { name, share, problem } = useReferenceUpload();
  const shownError = problem ?? (value?.kind === 'address' ? null : error);
  return (
    <div>
      <p className={styles.label} id={`${id}-label`}>
        {say('brief.reference.audio')}
      </p>
      {name !== null ? (
        <Sending name={name} share={share} />
      ) : value?.kind === 'upload' ? (
        <Chosen value={value} />
      ) : (
        <div className={styles.drop} role="group" aria-labelledby={`${id}-label`}>
          <FileButton errorId={shownError ? `${id}-error` : undefined} />
          <span className={styles.hint}>{say('brief.reference.drop')}</span>
        </div>
      )}
      <FieldError id={`${id}-error`}>{shownError}</FieldError>
      {takesAddress && value?.kind !== 'upload' && name === null && (
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

function FileButton({ errorId }: { errorId: string | undefined }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept={acceptedFiles}
        hidden
        aria-label={say('brief.reference.file')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void sendReference(file);
        }}
      />
      <Button icon="upload" aria-describedby={errorId} onClick={() => picker.current?.click()}>
        {say('brief.reference.choose')}
      </Button>
    </>
  );
}

/** All of it has left when the share is 1: from then on the server looks at it. */
function Sending({ name, share }: { name: string; share: number | null }) {
  const isOver = share === 1;
  const percent = share === null ? null : Math.round(share * 100);
  const words = say(isOver ? 'brief.reference.checking' : 'brief.reference.sending', { name });
  return (
    <div className={styles.sending}>
      <span className={styles.name}>{words}</span>
      {percent !== null && !isOver && (
        <span className={styles.hint}>{say('tracks.percent', { percent })}</span>
      )}
      <Button look="quiet" onClick={stopReference}>
        {say('brief.reference.stop')}
      </Button>
      <span
        className={styles.bar}
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={isOver ? undefined : (percent ?? undefined)}
        data-unknown={percent === null || isOver || undefined}
        style={{ '--done': share ?? 0 } as CSSProperties}
      />
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
