import { useRef, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreatePersonaInput, OperationResource, ReplaceSectionInput, Track } from '@impresario/protocol';
import { ImpresarioError } from '@impresario/client';
import { engine } from '../api/engine.ts';
import { showOperation } from '../api/operations.ts';
import { keys } from '../api/query-client.ts';
import { showTrack } from '../api/track-cache.ts';
import { announce, trackName } from '../app/announcer.ts';
import { newKey } from '../brief/intent.ts';
import type { FieldError } from '../brief/validate.ts';
import { say, useText } from '../i18n/index.ts';
import type { Playable } from '../player/player.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { SecondsField } from '../ui/seconds-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { priceWords } from '../words/amounts.ts';
import { sentenceFor } from '../words/field-fault.ts';
import { operationStage } from '../words/operations.ts';
import { refusalOf } from '../words/refusal.ts';
import { bringTrackIntoView } from './bring-track-into-view.ts';
import {
  operationBody,
  operationForms,
  type DialogOperation,
  type OperationFields,
} from './operation-fields.ts';
import styles from './operation-dialog.module.css';

interface OperationDialogProps {
  readonly operation: DialogOperation;
  readonly item: Playable;
  readonly price: number | undefined;
  readonly onClose: () => void;
}

/** Asks what an operation needs to know, says what it costs, and begins it. */
export default function OperationDialog({ operation, item, price, onClose }: OperationDialogProps) {
  const text = useText();
  const { version } = item;
  const form = operationForms[operation];
  const end = version.durationSeconds ?? 60;
  const [fields, setFields] = useState<OperationFields>(() => blank(end));
  const [missing, setMissing] = useState<FieldError[]>([]);
  const start = useStart(operation, item);
  const change = (next: Partial<OperationFields>) => {
    setFields({ ...fields, ...next });
    setMissing([]);
  };
  const refused = start.error instanceof ImpresarioError ? start.error.errors : [];
  const errors = [...missing, ...refused];
  const isShown = refused.some(({ pointer }) => form.fields.some((name) => pointer.startsWith(`/${name}`)));
  const submit = (close: () => void) => {
    const blanks = form.required.filter((name) => String(fields[name]).trim() === '');
    setMissing(blanks.map((name) => ({ pointer: `/${name}`, detail: 'must not be blank' })));
    if (blanks.length === 0 && !start.isPending) {
      start.mutate(operationBody(operation, version.id, fields, end), { onSuccess: close });
    }
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
          <Fields names={form.fields} values={fields} end={end} errors={errors} onChange={change} />
          {start.error && !isShown && (
            <p role="alert" className={styles.problem}>
              {refusalOf(start.error).text}
            </p>
          )}
          <DialogActions>
            <span className={styles.price}>{priceWords(price)}</span>
            <Button onClick={close}>{text('tracks.ask.notNow')}</Button>
            <Button look="primary" type="submit" aria-disabled={start.isPending || undefined}>
              {text(start.isPending ? 'ui.sending' : `tracks.ask.${operation}.action`)}
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

/** Sends the order, under one key until it is taken, and shows what came of it. */
function useStart(operation: DialogOperation, { track }: Playable) {
  const client = useQueryClient();
  const key = useRef(newKey());
  const sent = useRef('');
  return useMutation({
    mutationFn: async (body: Record<string, unknown>): Promise<Track | OperationResource> => {
      const text = JSON.stringify(body);
      if (sent.current !== text) key.current = newKey();
      sent.current = text;
      const options = { idempotencyKey: key.current };
      const { operations } = engine;
      switch (operation) {
        case 'extend':
          return operations.extend(track.id, body, options);
        case 'replace-section':
          return operations.replaceSection(track.id, body as unknown as ReplaceSectionInput, options);
        case 'cover':
          return operations.cover(track.id, body, options);
        case 'add-vocals':
          return operations.addVocals(track.id, body, options);
        case 'add-instrumental':
          return operations.addInstrumental(track.id, body, options);
        case 'persona':
          return operations.persona(track.id, body as unknown as CreatePersonaInput, options);
      }
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: keys.credits });
      if (made.object === 'operation') {
        showOperation(client, made);
        announce(`${operationStage(made)}.`);
      } else {
        showTrack(client, made);
        announce(say('tracks.said.onItsWay', { name: trackName(made) }));
        bringTrackIntoView(made.id);
      }
    },
  });
}

interface FieldsProps {
  readonly names: readonly (keyof OperationFields)[];
  readonly values: OperationFields;
  /** Where the version ends. */
  readonly end: number;
  readonly errors: readonly FieldError[];
  readonly onChange: (next: Partial<OperationFields>) => void;
}

const texts = {
  prompt: { hint: 'ui.optional', rows: 2 },
  lyrics: { hint: null, rows: 5 },
  description: { hint: 'tracks.ask.description.hint', rows: 3 },
} as const;

function Fields({ names, values, end, errors, onChange }: FieldsProps) {
  return names.map((name) => {
    const error = sentenceFor(errors, name);
    if (name === 'continueAtSeconds' || name === 'startSeconds' || name === 'endSeconds') {
      return (
        <SecondsField
          key={name}
          label={say(`tracks.ask.${name}`)}
          seconds={values[name]}
          min={0}
          max={end}
          stepSeconds={0.5}
          error={error}
          onChange={(seconds) => onChange({ [name]: seconds })}
        />
      );
    }
    if (name === 'prompt' || name === 'lyrics' || name === 'description') {
      return (
        <TextArea
          key={name}
          label={say(`tracks.ask.${name}`)}
          hint={texts[name].hint ? say(texts[name].hint) : undefined}
          rows={texts[name].rows}
          value={values[name]}
          error={error}
          onChange={(value) => onChange({ [name]: value })}
        />
      );
    }
    return (
      <TextField
        key={name}
        label={say(`tracks.ask.${name}`)}
        {...(name === 'styleTags' && { hint: say('tracks.ask.styleTags.hint') })}
        autoComplete="off"
        value={values[name]}
        error={error}
        onChange={(value) => onChange({ [name]: value })}
      />
    );
  });
}
