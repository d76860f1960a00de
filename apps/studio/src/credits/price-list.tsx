import type { Operation, Provider } from '@impresario/protocol';
import { useProviders } from '../api/queries.ts';
import { hasMessage, useText } from '../i18n/index.ts';
import { priceWords } from '../words/amounts.ts';
import { operationName } from '../words/operations.ts';
import styles from './credits.module.css';
import { SideCard } from './side-card.tsx';

/** What each thing costs that some provider of this server can do. */
export function PriceList() {
  const text = useText();
  const { data, error } = useProviders();
  const prices = pricesOf(data ?? []);
  return (
    <SideCard title={text('credits.prices')}>
      {error && prices.length === 0 && <p className={styles.small}>{text('credits.prices.unread')}</p>}
      <dl className={styles.prices}>
        {prices.map(([operation, price]) => (
          <div key={operation}>
            <dt>
              {hasMessage(`words.operation.${operation}`) ? operationName(operation as Operation) : operation}
            </dt>
            <dd>{priceWords(price)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.small}>{text('credits.prices.note')}</p>
    </SideCard>
  );
}

/** Prices are the server's own, the same for all that can do a thing; dearest first. */
function pricesOf(providers: readonly Provider[]): [operation: string, price: number][] {
  const prices = new Map(providers.flatMap(({ priceCredits }) => Object.entries(priceCredits)));
  return [...prices].toSorted(([, one], [, other]) => other - one);
}
