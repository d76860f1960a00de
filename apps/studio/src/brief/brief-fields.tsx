import type { Provider } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { SecondsField } from '../ui/seconds-field.tsx';
import { Segments } from '../ui/segments.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextField } from '../ui/text-field.tsx';
import { sentenceFor } from '../words/field-fault.ts';
import { changeDraft, type Draft } from './draft.ts';
import { LyricsField } from './lyrics-field.tsx';
import { LyricsWriter } from './lyrics-writer.tsx';
import { hasManner, MannerFields, mannerSummary } from './manner-fields.tsx';
import { PerformerField } from './performer-field.tsx';
import { ReferenceFields, referenceSummary } from './reference-fields.tsx';
import { useReferenceUpload } from './reference-upload.ts';
import { SeedField } from './seed-field.tsx';
import { StyleBooster } from './style-booster.tsx';
import { StyleChips } from './style-chips.tsx';
import {
  chosenDuration,
  chosenVariants,
  honours,
  lengthRange,
  playsOnly,
  takesReference,
  type Performer,
} from './to-request.ts';
import { limits, type FieldError } from './validate.ts';
import { providerName } from '../words/provider-name.ts';
import styles from './brief-form.module.css';

interface BriefFieldsProps {
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
  /** Those with a key. */
  readonly providers: readonly Provider[];
  /** null while the providers are being read. */
  readonly performer: Performer | null;
}

/** What the chosen model can be asked for, and nothing else; in the simple mode the least of it. */
export function BriefFields({ draft, errors, providers, performer }: BriefFieldsProps) {
  const provider = performer?.provider ?? null;
  const isCustom = draft.mode === 'custom';
  return (
    <>
      {isCustom && (
        <TextField
          label={say('brief.songTitle')}
          hint={say('ui.optional')}
          autoComplete="off"
          value={draft.title}
          charsMax={performer?.model.limits.titleChars ?? limits.title}
          error={sentenceFor(errors, 'title')}
          onChange={(title) => changeDraft({ title })}
        />
      )}
      {performer && <PerformerField providers={providers} performer={performer} hasModels={isCustom} />}
      {(!performer || honours(performer, 'styleTags')) && (
        <StyleChips
          known={provider?.styles ?? null}
          chosen={draft.styleTags}
          error={sentenceFor(errors, 'styleTags')}
        />
      )}
      {isCustom && provider?.operations.includes('style') && (
        <StyleBooster provider={provider} draft={draft} />
      )}
      <SongFields draft={draft} errors={errors} performer={performer} />
      {isCustom && <CustomFields draft={draft} errors={errors} performer={performer} />}
    </>
  );
}

function CustomFields({ draft, errors, performer }: Omit<BriefFieldsProps, 'providers'>) {
  const provider = performer?.provider ?? null;
  const { name, problem } = useReferenceUpload();
  const errorOf = (field: string) => sentenceFor(errors, field);
  return (
    <>
      <div>
        {(!performer || honours(performer, 'lyrics')) && (
          <Disclosure
            label={say('brief.lyrics')}
            summary={lyricsSummary(draft.lyrics)}
            forceOpen={!!errorOf('lyrics')}
          >
            {provider?.operations.includes('lyrics') && (
              <LyricsWriter provider={provider} prompt={draft.prompt} />
            )}
            <LyricsField
              value={draft.lyrics}
              error={errorOf('lyrics')}
              note={lyricsNote(provider?.features.singing ?? true, playsOnly(draft, performer))}
              charsMax={performer?.model.limits.lyricsChars ?? limits.lyrics}
            />
          </Disclosure>
        )}
        {performer && (takesReference(performer) || honours(performer, 'personaId')) && (
          <Disclosure
            label={say(takesReference(performer) ? 'brief.reference' : 'brief.persona')}
            summary={referenceSummary(draft, performer)}
            forceOpen={
              name !== null ||
              problem !== null ||
              ['referenceAudioUrl', 'referenceAssetId', 'personaId', 'audioWeight'].some(errorOf)
            }
          >
            <ReferenceFields draft={draft} errors={errors} performer={performer} />
          </Disclosure>
        )}
        {performer && hasManner(performer) && (
          <Disclosure
            label={say('brief.manner')}
            summary={mannerSummary(draft, performer)}
            forceOpen={['negativeTags', 'styleWeight', 'weirdnessConstraint'].some(errorOf)}
          >
            <MannerFields draft={draft} errors={errors} performer={performer} />
          </Disclosure>
        )}
      </div>
      {(!performer || honours(performer, 'seed')) && <SeedField value={draft.seed} error={errorOf('seed')} />}
    </>
  );
}

const voices = ['any', 'f', 'm'] as const;

/** How long, how many, and who sings. */
function SongFields({ draft, errors, performer }: Omit<BriefFieldsProps, 'providers'>) {
  if (!performer) {
    return (
      <>
        <div className={styles.pending} />
        <Switch
          label={say('brief.instrumental')}
          checked={draft.isInstrumental}
          onChange={(isInstrumental) => changeDraft({ isInstrumental })}
        />
      </>
    );
  }
  const { provider, model } = performer;
  const length = lengthRange(performer);
  const isSinger = provider.features.singing;
  const isCustom = draft.mode === 'custom';
  const { min, max } = model.variants;
  return (
    <>
      {length && (
        <SecondsField
          label={say('brief.length')}
          stepSeconds={5}
          seconds={chosenDuration(draft, performer) ?? length.default}
          min={length.min}
          max={length.max}
          error={sentenceFor(errors, 'durationSeconds')}
          onChange={(durationSeconds) => changeDraft({ durationSeconds })}
        />
      )}
      {isCustom && max > min && (
        <Segments
          label={say('brief.versions')}
          options={Array.from({ length: max - min + 1 }, (_, index) => ({
            value: min + index,
            label: String(min + index),
          }))}
          value={chosenVariants(draft, model)}
          onChange={(variants) => changeDraft({ variants })}
        />
      )}
      {(!isSinger || honours(performer, 'hasVocals')) && (
        <Switch
          label={say('brief.instrumental')}
          hint={isSinger ? undefined : say('brief.instrumental.only', { provider: providerName(provider) })}
          checked={!isSinger || draft.isInstrumental}
          disabled={!isSinger}
          onChange={(isInstrumental) => changeDraft({ isInstrumental })}
        />
      )}
      {isCustom && isSinger && !playsOnly(draft, performer) && honours(performer, 'vocalGender') && (
        <Segments
          label={say('brief.voice')}
          options={voices.map((value) => ({ value, label: say(`brief.voice.${value}`) }))}
          value={draft.vocalGender ?? 'any'}
          onChange={(voice) => changeDraft({ vocalGender: voice === 'any' ? null : voice })}
        />
      )}
    </>
  );
}

function lyricsSummary(lyrics: string): string {
  const lines = lyrics.split('\n').filter((line) => line.trim()).length;
  return lines === 0 ? say('ui.optional') : say('brief.lyrics.lines', { count: lines });
}

function lyricsNote(isSinger: boolean, isInstrumental: boolean): string | null {
  if (!isSinger) return say('brief.lyrics.unsung');
  return isInstrumental ? say('brief.lyrics.unsent') : null;
}
