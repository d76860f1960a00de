import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ImpresarioError } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { useCredits, useProviders } from '../api/queries.ts';
import { say } from '../i18n/index.ts';
import { sentenceFor } from '../words/field-fault.ts';
import { BriefFields } from './brief-fields.tsx';
import { CreateBar, isShort } from './create-bar.tsx';
import { CreateProblem } from './create-problem.tsx';
import { askedOf, keepFill, useDraft } from './draft.ts';
import { FormerNotice } from './former-notice.tsx';
import { ModeBar } from './mode-bar.tsx';
import { PromptField } from './prompt-field.tsx';
import { choosePerformer, takesReference, takesWork, toRequest, waitingCount } from './to-request.ts';
import { useCreateTrack } from './use-create-track.ts';
import { useFileDrop } from './use-file-drop.ts';
import { limits, validate, type FieldError } from './validate.ts';
import styles from './brief-form.module.css';

// Read when first asked for, so that the page itself stays small.
const PresetsDialog = lazy(() => import('./presets-dialog.tsx'));

/** Where a track begins: what it shall sound like, and the button. */
export function BriefForm({ onAccepted }: { onAccepted: (track: Track) => void }) {
  const draft = useDraft();
  const providers = useProviders();
  const credits = useCredits();
  const creation = useCreateTrack(onAccepted);
  const [sent, setSent] = useState<{ draft: typeof draft; errors: FieldError[] } | null>(null);

  const asked = askedOf(draft);
  const performer = choosePerformer(providers.data ?? [], asked);
  const able = (providers.data ?? []).filter(({ configured }) => configured);
  const errors = sent?.draft === draft ? [...sent.errors, ...refusedFields(creation.error)] : [];

  const [isPresetsOpen, setPresetsOpen] = useState(false);
  const drop = useFileDrop(takesReference(performer));
  const form = useRef<HTMLFormElement>(null);
  const hasErrors = errors.length > 0;
  useEffect(() => {
    if (hasErrors) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [hasErrors, sent]);

  const price = performer?.provider.priceCredits['generate'] ?? null;
  const create = () => {
    if (performer && !takesWork(performer.provider)) return;
    // Somebody may have given credits meanwhile: the next press knows.
    if (isShort(price, credits.data ?? null)) return void credits.refetch();
    const request = toRequest(asked, performer);
    const found = validate(request, performer?.model);
    setSent({ draft, errors: found });
    if (found.length > 0) return creation.reset();
    keepFill();
    creation.send(request);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Not from a window before the form, which has a Ctrl+Enter of its own or none.
    if ((event.target as Element).closest('dialog')) return;
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    create();
  };

  return (
    <>
      <form
        ref={form}
        className={styles.form}
        aria-label={say('brief.name')}
        noValidate
        data-over={drop.isOver || undefined}
        {...drop.handlers}
        onKeyDown={onKeyDown}
        onSubmit={(event) => event.preventDefault()}
      >
        {drop.isOver && (
          <p className={styles.over}>
            {say(takesReference(performer) ? 'brief.reference.over' : 'brief.reference.none')}
          </p>
        )}
        <div className={styles.fields}>
          <PromptField
            value={draft.prompt}
            error={sentenceFor(errors, 'prompt')}
            charsMax={performer?.model.limits.promptChars ?? limits.prompt}
            providerStyles={performer?.provider.styles ?? []}
          >
            <ModeBar
              mode={draft.mode}
              waitingCount={waitingCount(draft, providers.data ?? [])}
              onPresets={() => setPresetsOpen(true)}
            />
            <FormerNotice model={performer?.model.id ?? null} />
          </PromptField>
          <BriefFields draft={asked} errors={errors} providers={able} performer={performer} />
        </div>
        <div className={styles.footer}>
          <CreateProblem error={creation.error} mode={draft.mode} onRetry={create} />
          <CreateBar
            price={price}
            credits={credits.data ?? null}
            isSending={creation.isSending}
            isOpen={!performer || takesWork(performer.provider)}
            onCreate={create}
          />
        </div>
      </form>
      {isPresetsOpen && (
        <Suspense>
          <PresetsDialog
            providerStyles={performer?.provider.styles ?? []}
            onClose={() => setPresetsOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

function refusedFields(error: Error | null): FieldError[] {
  return error instanceof ImpresarioError ? error.errors : [];
}
