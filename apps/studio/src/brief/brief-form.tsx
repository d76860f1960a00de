import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ImpresarioError } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { useCredits, useProviders } from '../api/queries.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Segments } from '../ui/segments.tsx';
import { Switch } from '../ui/switch.tsx';
import { CreateBar } from './create-bar.tsx';
import { CreateProblem } from './create-problem.tsx';
import { changeDraft, useDraft } from './draft.ts';
import { LengthField } from './length-field.tsx';
import { LyricsField } from './lyrics-field.tsx';
import { MoreFields } from './more-fields.tsx';
import { PromptField } from './prompt-field.tsx';
import { StyleChips } from './style-chips.tsx';
import { choosePerformer, chosenDuration, chosenVariants, toRequest } from './to-request.ts';
import { useCreateTrack } from './use-create-track.ts';
import { sentenceFor, validate, type FieldError } from './validate.ts';
import styles from './brief-form.module.css';

/** Where a track begins: what it shall sound like, and the button. */
export function BriefForm({ onAccepted }: { onAccepted: (track: Track) => void }) {
  const draft = useDraft();
  const providers = useProviders();
  const credits = useCredits();
  const creation = useCreateTrack(onAccepted);
  const [sent, setSent] = useState<{ draft: typeof draft; errors: FieldError[] } | null>(null);

  const performer = choosePerformer(providers.data ?? [], draft);
  const length = performer?.model.durationSeconds;
  const isSinger = performer?.provider.features.singing ?? true;
  const errors = sent?.draft === draft ? [...sent.errors, ...refusedFields(creation.error)] : [];

  const form = useRef<HTMLFormElement>(null);
  const hasErrors = errors.length > 0;
  useEffect(() => {
    if (hasErrors) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [hasErrors, sent]);

  const create = () => {
    const request = toRequest(draft, performer);
    const found = validate(request);
    setSent({ draft, errors: found });
    if (found.length === 0) creation.send(request);
    else creation.reset();
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
      aria-label="Brief"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={styles.fields}>
        <PromptField
          value={draft.prompt}
          error={sentenceFor(errors, 'prompt')}
          providerStyles={performer?.provider.styles ?? []}
        />
        <StyleChips
          known={performer?.provider.styles ?? null}
          chosen={draft.styleTags}
          error={sentenceFor(errors, 'styleTags')}
        />
        {performer && length && (
          <LengthField
            seconds={chosenDuration(draft, performer.model) ?? length.default}
            min={length.min}
            max={length.max}
            error={sentenceFor(errors, 'durationSeconds')}
          />
        )}
        {performer ? (
          <Segments
            label="Versions"
            values={range(performer.model.variants)}
            value={chosenVariants(draft, performer.model)}
            onChange={(variants) => changeDraft({ variants })}
          />
        ) : (
          <div className={styles.pending} />
        )}
        <Switch
          label="Instrumental"
          hint={isSinger ? undefined : `${performer?.provider.label}: plays, but does not sing.`}
          checked={!isSinger || draft.isInstrumental}
          disabled={!isSinger}
          onChange={(isInstrumental) => changeDraft({ isInstrumental })}
        />
        <div>
          <Disclosure
            label="Lyrics"
            summary={lyricsSummary(draft.lyrics)}
            forceOpen={!!sentenceFor(errors, 'lyrics')}
          >
            <LyricsField
              value={draft.lyrics}
              error={sentenceFor(errors, 'lyrics')}
              note={lyricsNote(isSinger, draft.isInstrumental)}
            />
          </Disclosure>
          <Disclosure
            label="More"
            summary={[draft.title, draft.seed && `seed ${draft.seed}`].filter(Boolean).join(' · ')}
            forceOpen={['title', 'seed'].some((field) => sentenceFor(errors, field))}
          >
            <MoreFields
              draft={draft}
              errors={errors}
              providers={providers.data ?? []}
              performer={performer}
            />
          </Disclosure>
        </div>
      </div>
      <div className={styles.footer}>
        <CreateProblem error={creation.error} onRetry={create} />
        <CreateBar
          price={performer?.provider.priceCredits['generate'] ?? null}
          balance={credits.data?.creditsRemaining ?? null}
          isSending={creation.isSending}
          onCreate={create}
        />
      </div>
    </form>
  );
}

function refusedFields(error: Error | null): FieldError[] {
  return error instanceof ImpresarioError ? error.errors : [];
}

function range({ min, max }: { min: number; max: number }): number[] {
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

function lyricsSummary(lyrics: string): string {
  const lines = lyrics.split('\n').filter((line) => line.trim()).length;
  if (lines === 0) return 'optional';
  return lines === 1 ? '1 line' : `${lines} lines`;
}

function lyricsNote(isSinger: boolean, isInstrumental: boolean): string | null {
  if (!isSinger) return 'The words are not sung; their sections shape the form of the piece.';
  return isInstrumental ? 'Instrumental is on, so these words are not sent.' : null;
}
