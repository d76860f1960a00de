import type { Provider } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { Segments } from '../ui/segments.tsx';
import { SelectField } from '../ui/text-field.tsx';
import { changeDraft } from './draft.ts';
import { modelWords, troubleOf } from './performer-words.ts';
import { takesWork, type Performer } from './to-request.ts';
import { providerName } from '../words/provider-name.ts';
import styles from './performer-field.module.css';

interface PerformerFieldProps {
  /** Those with a key. */
  readonly providers: readonly Provider[];
  readonly performer: Performer;
  /** Whether its models may be chosen too. */
  readonly hasModels: boolean;
}

/** Who plays, and on which model, where there is a choice; and who cannot at the moment, with the reason. */
export function PerformerField({ providers, performer, hasModels }: PerformerFieldProps) {
  const { provider, model } = performer;
  const troubles = providers.flatMap((each) => {
    const words = troubleOf(each);
    return words && (providers.length > 1 || !takesWork(each)) ? [{ id: each.id, words }] : [];
  });
  const isModelAsked = hasModels && provider.models.length > 1;
  if (providers.length < 2 && !isModelAsked && troubles.length === 0) return null;
  return (
    <div className={styles.performer}>
      {providers.length > 1 && (
        <Segments
          label={say('brief.performer')}
          isWide
          options={providers.map((each) => ({
            value: each.id,
            label: providerName(each),
            isDisabled: !takesWork(each),
          }))}
          value={provider.id}
          describedBy={troubles.length > 0 ? 'performer-troubles' : undefined}
          onChange={(id) => changeDraft({ provider: id, model: null })}
        />
      )}
      {troubles.length > 0 && (
        <ul id="performer-troubles" className={styles.troubles}>
          {troubles.map(({ id, words }) => (
            <li key={id}>
              <Icon name="info" size={16} />
              <span>{words}</span>
            </li>
          ))}
        </ul>
      )}
      {isModelAsked && (
        <SelectField
          label={say('brief.model')}
          isInline
          value={model.id}
          options={provider.models.map((each) => ({ id: each.id, label: modelWords(each) }))}
          onChange={(id) => changeDraft({ provider: provider.id, model: id })}
        />
      )}
    </div>
  );
}
