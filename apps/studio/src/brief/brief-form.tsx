import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ImpresarioError } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { useCredits, useProviders } from '../api/queries.ts';
import { say } from '../i18n/index.ts';
import { sentenceFor } from '../words/field-fault.ts';
import { BriefFields } from './brief-fields.tsx';
import { CreateBar } from './create-bar.tsx';
import { CreateProblem } from './create-problem.tsx';
import { askedOf, keepFill, useDraft } from './draft.ts';
import { FormerNotice } from './former-notice.tsx';
import { ModeBar } from './mode-bar.tsx';
import { PromptField } from './prompt-field.tsx';
import { choosePerformer, takesWork, toRequest, waitingCount } from './to-request.ts';
import { useCreateTrack } from './use-create-track.ts';
import { limits, validate, type FieldError } from './validate.ts';
import styles from './brief-form.module.css';

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

  const form = useRef<HTMLFormElement>(null);
  const hasErrors = errors.length > 0;
  useEffect(() => {
    if (hasErrors) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [hasErrors, sent]);

  const create = () => {
    if (performer && !takesWork(performer.provider)) return;
    const request = toRequest(asked, performer);
    const found = validate(request, performer?.model);
    setSent({ draft, errors: found });
    if (found.length > 0) return creation.reset();
    keepFill();
    creation.send(request);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    create();
  };

  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={say('brief.name')}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={styles.fields}>
        <PromptField
          value={draft.prompt}
          error={sentenceFor(errors, 'prompt')}
          charsMax={performer?.model.limits.promptChars ?? limits.prompt}
          providerStyles={performer?.provider.styles ?? []}
        >
          <ModeBar mode={draft.mode} waitingCount={waitingCount(draft, providers.data ?? [])} />
          <FormerNotice />
        </PromptField>
        <BriefFields draft={asked} errors={errors} providers={able} performer={performer} />
      </div>
      <div className={styles.footer}>
        <CreateProblem error={creation.error} mode={draft.mode} onRetry={create} />
        <CreateBar
          price={performer?.provider.priceCredits['generate'] ?? null}
          credits={credits.data ?? null}
          isSending={creation.isSending}
          isOpen={!performer || takesWork(performer.provider)}
          onCreate={create}
        />
      </div>
    </form>
  );
}

function refusedFields(error: Error | null): FieldError[] {
  return error instanceof ImpresarioError ? error.errors : [];
}
