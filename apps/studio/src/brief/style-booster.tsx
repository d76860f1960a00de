import type { BoostStyleInput, Provider } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { useWordOperation } from '../api/use-word-operation.ts';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
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
        title={say('brief.boost.tip')}
        aria-disabled={text === '' || boosting.isBusy || undefined}
        onClick={() => {
          if (text !== '') boosting.ask({ text, provider: provider.id });
        }}
      >
        {say(boosting.isBusy ? 'brief.boost.busy' : 'brief.boost')}
      </Button>
      <FieldError id="style-booster-problem">{boosting.problem}</FieldError>
      {result && (
        <div className={styles.offer} role="group" aria-label={say('brief.boost.result')}>
          <p>{result.text}</p>
          <div className={styles.actions}>
            <Button
              onClick={() => {
                changeDraft({ styleTags: styleTagsOf(result.text) });
                boosting.forget();
                announce(say('brief.boost.used'));
              }}
            >
              {say('brief.boost.use')}
            </Button>
            <Button look="quiet" onClick={boosting.forget}>
              {say('brief.boost.keep')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
