import type { BoostStyleInput, Provider } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { useWordOperation } from '../api/use-word-operation.ts';
import { announce } from '../app/announcer.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { changeDraft, type Draft } from './draft.ts';
import { styleTagsOf } from './style-tags-of.ts';
import styles from './style-booster.module.css';

/** Has the chosen style, or the brief, worded more richly by the provider, and offers the result. */
export function StyleBooster({ provider, draft }: { provider: Provider; draft: Draft }) {
  const boosting = useWordOperation((body: BoostStyleInput, idempotencyKey) =>
    engine.operations.style(body, { idempotencyKey }),
  );
  const result = boosting.result?.kind === 'style' ? boosting.result : null;
  const labels = draft.styleTags.map((tag) => provider.styles.find(({ id }) => id === tag)?.label ?? tag);
  const text = (labels.length > 0 ? labels.join(', ') : draft.prompt.trim()).slice(0, 1000);
  return (
    <div className={styles.booster}>
      <Button
        look="quiet"
        icon="spark"
        className={styles.boost}
        title="Has the style worded more richly"
        aria-disabled={text === '' || boosting.isBusy || undefined}
        onClick={() => {
          if (text !== '') boosting.ask({ text, provider: provider.id });
        }}
      >
        {boosting.isBusy ? 'Boosting…' : 'Boost'}
      </Button>
      <FieldError id="style-booster-problem">{boosting.problem}</FieldError>
      {result && (
        <div className={styles.offer} role="group" aria-label="A richer style">
          <p>{result.text}</p>
          <div className={styles.actions}>
            <Button
              onClick={() => {
                changeDraft({ styleTags: styleTagsOf(result.text) });
                boosting.forget();
                announce('The style is in the form.');
              }}
            >
              Use it
            </Button>
            <Button look="quiet" onClick={boosting.forget}>
              Keep mine
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
