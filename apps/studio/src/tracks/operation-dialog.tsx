import { useState } from 'react';
import type { OperationResource, Provider, Track } from '@impresario/protocol';
import { ImpresarioError } from '@impresario/client';
import type { FieldError } from '../brief/validate.ts';
import { useText } from '../i18n/index.ts';
import type { Playable } from '../player/playable.ts';
import { regionFault } from './region-bounds.ts';
import { regionFaultWords } from './region-words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { priceWords } from '../words/amounts.ts';
import { refusalOf } from '../words/refusal.ts';
import { OperationDialogFields } from './operation-dialog-fields.tsx';
import {
  operationBody,
  operationForms,
  type DialogOperation,
  type FieldName,
  type OperationFields,
} from './operation-fields.ts';
import { useStartOperation } from './use-start-operation.ts';
import styles from './operation-dialog.module.css';

interface OperationDialogProps {
  readonly operation: DialogOperation;
  readonly item: Playable;
  readonly provider: Provider | null;
  /** What stands in its fields already. */
  readonly initial?: Partial<OperationFields>;
  readonly onMade?: (made: Track | OperationResource) => void;
  readonly onClose: () => void;
}

/** Asks what an operation needs to know, says what it costs, and begins it. Sends nothing that its provider would refuse. */
export default function OperationDialog(props: OperationDialogProps) {
  const { operation, item, provider, initial = {}, onMade, onClose } = props;
  const text = useText();
  const { version } = item;
  const form = operationForms[operation];
  const bounds = provider?.workBounds;
  const end = version.durationSeconds ?? 60;
  const extendFrom = { min: bounds?.extend?.atSecondsMin ?? 0, max: bounds?.extend?.atSecondsMax ?? end };
  const [fields, setFields] = useState<OperationFields>(() => {
    const all = { ...blank(end), ...initial };
    const at = Math.max(extendFrom.min, Math.min(all.continueAtSeconds, extendFrom.max, end));
    return { ...all, continueAtSeconds: at };
  });
  const [missing, setMissing] = useState<FieldError[]>([]);
  const start = useStartOperation(operation, item);
  const change = (next: Partial<OperationFields>) => {
    setFields({ ...fields, ...next });
    setMissing([]);
  };
  const needsLyrics = bounds?.lyricsNeededFor.some((each) => each === operation) ?? false;
  const required: FieldName[] = needsLyrics
    ? [...new Set([...form.required, 'lyrics' as const])]
    : [...form.required];
  const region = { from: fields.startSeconds, to: fields.endSeconds };
  const fault = operation === 'replace-section' ? regionFault(region, bounds?.replaceSection, end) : null;
  const refused = start.error instanceof ImpresarioError ? start.error.errors : [];
  const errors = [...missing, ...refused];
  const isShown = refused.some(({ pointer }) => form.fields.some((name) => pointer.startsWith(`/${name}`)));
  const submit = (close: () => void) => {
    const blanks = required.filter((name) => String(fields[name]).trim() === '');
    setMissing(blanks.map((name) => ({ pointer: `/${name}`, detail: 'must not be blank' })));
    if (blanks.length > 0 || fault || start.isPending) return;
    start.mutate(operationBody(operation, version.id, fields, end), {
      onSuccess: (made) => {
        onMade?.(made);
        close();
      },
    });
  };
  return (
    <Dialog
      title={text(`tracks.ask.${operation}.title`)}
      text={text(`tracks.ask.${operation}.text`)}
      onClose={onClose}
    >
      {(close) => (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit(close);
          }}
        >
          <OperationDialogFields
            names={form.fields}
            required={required}
            values={fields}
            extendFrom={extendFrom}
            end={end}
            errors={errors}
            onChange={change}
          />
          {fault && <p className={styles.problem}>{regionFaultWords(fault)}</p>}
          {start.error && !isShown && (
            <p role="alert" className={styles.problem}>
              {refusalOf(start.error).text}
            </p>
          )}
          <DialogActions>
            <span className={styles.price}>{priceWords(provider?.priceCredits[operation])}</span>
            <Button onClick={close}>{text('tracks.ask.notNow')}</Button>
            <Button
              look="primary"
              type="submit"
              aria-disabled={start.isPending || fault !== null || undefined}
            >
              {start.isPending ? text('ui.sending') : text(`tracks.ask.${operation}.action`)}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}

function blank(end: number): OperationFields {
  const startSeconds = Math.floor(end / 3);
  return {
    continueAtSeconds: end,
    startSeconds,
    endSeconds: Math.min(end, startSeconds + 20),
    prompt: '',
    lyrics: '',
    styleTags: '',
    name: '',
    description: '',
  };
}
