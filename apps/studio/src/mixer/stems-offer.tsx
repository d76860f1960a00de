import type { Provider } from '@impresario/protocol';
import { isRunning } from '@impresario/react';
import { useOperationsOf } from '../api/operations.ts';
import { useText } from '../i18n/index.ts';
import type { Playable } from '../player/playable.ts';
import { OfferButton } from '../tracks/offer-button.tsx';
import { workOffer } from '../tracks/work-offer.ts';
import { OperationLine, ProblemLine } from '../tracks/operation-line.tsx';
import { useSideOperation } from '../tracks/use-side-operation.ts';
import { offersFor } from '../tracks/version-operations.ts';
import { refusalOf } from '../words/refusal.ts';
import styles from './stems-offer.module.css';

interface StemsOfferProps {
  readonly item: Playable;
  /** Who made it; undefined while that is read. */
  readonly provider: Provider | null | undefined;
}

/** Asks for stems where there are none, or for more of them; shows how far the work is. */
export function StemsOffer({ item, provider }: StemsOfferProps) {
  const text = useText();
  const { track, version } = item;
  const side = useSideOperation(track, version);
  const known = useOperationsOf(track.id, version.id).filter(({ operation }) => operation === 'stems');
  const offers = provider
    ? offersFor(provider, track, version).filter(({ operation }) => operation === 'stems')
    : [];
  const offer = workOffer(provider, 'stems');
  return (
    <>
      {known.map((operation) => (
        <OperationLine key={operation.id} operation={operation} />
      ))}
      {!known.some(isRunning) && offers.length > 0 && (
        <div className={styles.offers}>
          {offers.map((each) => (
            <OfferButton
              key={each.id}
              offer={offer}
              aria-busy={side.isPending || undefined}
              onClick={() => {
                if (!side.isPending) side.mutate(each);
              }}
            >
              {text(each.stemsMode === 'all' ? 'track.stems.all' : 'track.stems.two')}
            </OfferButton>
          ))}
        </div>
      )}
      {version.stems.length === 0 && offers.length === 0 && offer.closedBecause && (
        <p className={styles.why}>{offer.closedBecause}</p>
      )}
      {side.error && <ProblemLine words={refusalOf(side.error).text} onDismiss={side.reset} />}
    </>
  );
}
