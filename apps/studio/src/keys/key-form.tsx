import { useEffect, useRef, useState } from 'react';
import type { ApiKeyScope, CreatedApiKey } from '@impresario/protocol';
import { ImpresarioError } from '@impresario/client';
import { useMakeApiKey } from '../api/api-keys.ts';
import { keyNameErrors, limits, type FieldError as Fault } from '../brief/validate.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { TextField } from '../ui/text-field.tsx';
import { sentenceFor } from '../words/field-fault.ts';
import { useNow } from '../words/use-now.ts';
import { dayOf, makingFailure } from './key-words.ts';
import styles from './keys.module.css';

interface KeyFormProps {
  readonly isAdmin: boolean;
  readonly onMade: (key: CreatedApiKey) => void;
  readonly onBack: () => void;
}

const scopes = ['read', 'write', 'admin'] as const;
const dayMs = 86_400_000;
const fields = ['name', 'scopes', 'expiresAt'] as const;

/** Asks what a new key is for, what it may do and for how long. */
export function KeyForm({ isAdmin, onMade, onBack }: KeyFormProps) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<ApiKeyScope>('write');
  const [days, setDays] = useState<number>(90);
  const { faults, problem, isPending, send, forget } = useSending(onMade);
  const form = useRef<HTMLFormElement>(null);
  const now = useNow(30_000);
  const text = useText();
  const offered = scopes.filter((value) => isAdmin || value !== 'admin');
  /** In days; 0 is never. */
  const lifetimes = [
    { value: 30, label: text('keys.form.days', { count: 30 }) },
    { value: 90, label: text('keys.form.days', { count: 90 }) },
    { value: 365, label: text('keys.form.year') },
    { value: 0, label: text('keys.form.never') },
  ];
  useEffect(() => {
    if (faults.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [faults]);
  const changing =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      forget();
    };
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(name, scope, days);
      }}
    >
      <TextField
        autoFocus
        label={text('keys.form.name')}
        hint={text('keys.form.name.hint')}
        charsMax={limits.keyName}
        autoComplete="off"
        value={name}
        error={sentenceFor(faults, 'name')}
        onChange={changing(setName)}
      />
      <ChoiceField
        label={text('keys.scope')}
        options={offered.map((value) => ({ value, label: text(`keys.scope.${value}`) }))}
        value={scope}
        hint={text(`keys.scope.${scope}.hint`)}
        error={sentenceFor(faults, 'scopes')}
        onChange={changing(setScope)}
      />
      <ChoiceField
        label={text('keys.form.expires')}
        options={lifetimes}
        value={days}
        hint={
          days === 0
            ? text('keys.form.untilRevoked')
            : text('keys.form.until', { day: dayOf(now + days * dayMs) })
        }
        error={sentenceFor(faults, 'expiresAt')}
        onChange={changing(setDays)}
      />
      <FieldError id="key-problem">{problem}</FieldError>
      <DialogActions>
        <Button onClick={onBack}>{text('keys.form.back')}</Button>
        <Button look="primary" type="submit" aria-disabled={isPending || undefined}>
          {text(isPending ? 'keys.form.sending' : 'keys.form.submit')}
        </Button>
      </DialogActions>
    </form>
  );
}

const none: readonly Fault[] = [];

/** Sends what was typed, unless the page itself sees what is wrong; `problem` is what belongs to no field. */
function useSending(onMade: (key: CreatedApiKey) => void) {
  const [own, setOwn] = useState(none);
  const make = useMakeApiKey(onMade);
  const refused = make.error instanceof ImpresarioError ? make.error.errors : none;
  const isShown = fields.some((field) => sentenceFor(refused, field) !== null);
  return {
    faults: own.length > 0 ? own : refused,
    problem: make.error && !isShown ? makingFailure(make.error) : null,
    isPending: make.isPending,
    forget: () => {
      setOwn(none);
      // A key under way is still awaited: it is shown only once.
      if (!make.isPending) make.reset();
    },
    send: (name: string, scope: ApiKeyScope, days: number) => {
      if (make.isPending) return;
      const found = keyNameErrors(name);
      setOwn(found);
      if (found.length > 0) return;
      const expiresAt = days === 0 ? null : new Date(Date.now() + days * dayMs).toISOString();
      make.mutate({ name, scopes: [scope], expiresAt });
    },
  };
}
