import { useEffect, useRef, useState } from 'react';
import type { ApiKeyScope, CreatedApiKey } from '@impresario/protocol';
import { ImpresarioError } from '@impresario/client';
import { useMakeApiKey } from '../api/api-keys.ts';
import { keyNameErrors, limits, type FieldError as Fault } from '../brief/validate.ts';
import { say, useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { TextField } from '../ui/text-field.tsx';
import { dayOf, makingFailure, scopeName, scopeWords } from '../words/api-keys.ts';
import { sentenceFor } from '../words/field-fault.ts';
import { useNow } from '../words/use-now.ts';
import styles from './keys.module.css';

interface KeyFormProps {
  readonly isAdmin: boolean;
  readonly onMade: (key: CreatedApiKey) => void;
  readonly onBack: () => void;
}

const scopes = ['read', 'write', 'admin'] as const;
const dayMs = 86_400_000;
/** In days; 0 is never. */
const lifetimes = [30, 90, 365, 0] as const;
const fields = ['name', 'scopes', 'expiresAt'] as const;

/** Asks what a new key is for, what it may do and for how long. */
export function KeyForm({ isAdmin, onMade, onBack }: KeyFormProps) {
  const text = useText();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<ApiKeyScope>('write');
  const [days, setDays] = useState<number>(90);
  const { faults, problem, isPending, send, forget } = useSending(onMade);
  const form = useRef<HTMLFormElement>(null);
  const now = useNow(30_000);
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
        label={text('keys.name')}
        hint={text('keys.name.hint')}
        charsMax={limits.keyName}
        autoComplete="off"
        value={name}
        error={sentenceFor(faults, 'name')}
        onChange={changing(setName)}
      />
      <ChoiceField
        label={text('keys.scope')}
        options={scopes
          .filter((value) => isAdmin || value !== 'admin')
          .map((value) => ({ value, label: scopeName(value) }))}
        value={scope}
        hint={scopeWords(scope)}
        error={sentenceFor(faults, 'scopes')}
        onChange={changing(setScope)}
      />
      <ChoiceField
        label={text('keys.expires')}
        options={lifetimes.map((value) => ({ value, label: lifetimeWords(value) }))}
        value={days}
        hint={
          days === 0
            ? text('keys.expires.noEnd')
            : text('keys.expires.until', { day: dayOf(now + days * dayMs) })
        }
        error={sentenceFor(faults, 'expiresAt')}
        onChange={changing(setDays)}
      />
      <FieldError id="key-problem">{problem}</FieldError>
      <DialogActions>
        <Button onClick={onBack}>{text('keys.back')}</Button>
        <Button look="primary" type="submit" aria-disabled={isPending || undefined}>
          {text(isPending ? 'keys.making' : 'keys.makeIt')}
        </Button>
      </DialogActions>
    </form>
  );
}

function lifetimeWords(days: (typeof lifetimes)[number]): string {
  if (days === 0) return say('keys.expires.never');
  return days === 365 ? say('keys.expires.year') : say('keys.expires.days', { count: days });
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
