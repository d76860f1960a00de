import type { Figures, Overview, Provider } from '@impresario/protocol';
import { useProviders } from '../api/queries.ts';
import { useText } from '../i18n/index.ts';
import type { Concern } from './concerns.ts';
import styles from './provider-cards.module.css';
import { ProviderCard } from './provider-card.tsx';

interface ProviderCardsProps {
  readonly overview: Overview;
  readonly figures: Figures | null;
  readonly concerns: readonly Concern[];
}

/** Every provider of this server: whether it works, how well, and what it has to do. */
export function ProviderCards({ overview, figures, concerns }: ProviderCardsProps) {
  const text = useText();
  const { data = [] } = useProviders();
  const known = new Map<string, Provider>(data.map((each) => [each.id, each]));
  return (
    <section aria-labelledby="providers-title" className={styles.section}>
      <h2 id="providers-title" className={styles.heading}>
        {text('admin.providers')}
      </h2>
      {overview.providers.length === 0 && <p>{text('admin.providers.none')}</p>}
      <ul className={styles.cards}>
        {overview.providers.map((work) => (
          <ProviderCard
            key={work.provider}
            work={work}
            isFailing={concerns.some(({ id, provider }) => id === 'failing' && provider === work.provider)}
            provider={known.get(work.provider) ?? null}
            figures={figures?.providers.find(({ provider }) => provider === work.provider) ?? null}
          />
        ))}
      </ul>
    </section>
  );
}
