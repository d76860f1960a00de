import { say } from '../i18n/index.ts';
import { sentenceFor } from '../words/field-fault.ts';
import type { Draft } from './draft.ts';
import { PersonaField } from './persona-field.tsx';
import { ReferenceField } from './reference-field.tsx';
import { honours, takesReference, type Performer } from './to-request.ts';
import type { FieldError } from './validate.ts';
import { WeightField } from './weight-field.tsx';

interface ReferenceFieldsProps {
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
  readonly performer: Performer;
}

/** What the song shall take after: audio, and a persona. */
export function ReferenceFields({ draft, errors, performer }: ReferenceFieldsProps) {
  return (
    <>
      {takesReference(performer) && (
        <ReferenceField
          value={draft.reference}
          takesAddress={honours(performer, 'referenceAudioUrl')}
          error={sentenceFor(errors, 'referenceAudioUrl') ?? sentenceFor(errors, 'referenceAssetId')}
        />
      )}
      {honours(performer, 'audioWeight') && (
        <WeightField
          name="audioWeight"
          label={say('brief.reference.weight')}
          ends={[say('brief.loosely'), say('brief.strictly')]}
          value={draft.audioWeight}
          error={sentenceFor(errors, 'audioWeight')}
        />
      )}
      {honours(performer, 'personaId') && (
        <PersonaField
          provider={performer.provider.id}
          value={draft.personaId}
          error={sentenceFor(errors, 'personaId')}
        />
      )}
    </>
  );
}

/** What of it is set, for the closed section. */
export function referenceSummary({ reference, personaId }: Draft, performer: Performer): string {
  const audio =
    takesReference(performer) &&
    reference &&
    (reference.kind === 'upload' ? reference.name : say('brief.reference.anAddress'));
  const persona = honours(performer, 'personaId') && personaId.trim() && say('brief.persona.aPersona');
  return [audio, persona].filter(Boolean).join(' · ') || say('brief.none');
}
