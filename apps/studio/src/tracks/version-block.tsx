import { lazy, Suspense, useState } from 'react';
import type { Provider } from '@impresario/protocol';
import { useOperationsOf } from '../api/operations.ts';
import { troubleOf } from '../brief/performer-words.ts';
import { takesWork } from '../brief/to-request.ts';
import { say } from '../i18n/index.ts';
import type { Playable } from '../player/player.ts';
import { Menu } from '../ui/menu.tsx';
import { priceWords } from '../words/amounts.ts';
import { refusalOf } from '../words/refusal.ts';
import type { DialogOperation } from './operation-fields.ts';
import { OperationLine, ProblemLine } from './operation-line.tsx';
import { useSideOperation } from './use-side-operation.ts';
import { VersionFiles } from './version-files.tsx';
import { offersFor, type Offer } from './version-operations.ts';
import { VersionRow } from './version-row.tsx';

// Read when first asked for, so that the page itself stays small.
const OperationDialog = lazy(() => import('./operation-dialog.tsx'));
const TimedLyrics = lazy(() => import('./timed-lyrics.tsx'));

interface VersionBlockProps {
  readonly item: Playable;
  /** Who made it; null when that provider is not known here. */
  readonly provider: Provider | null;
}

/** One version with all that belongs to it: its row, what can be done with it, what is being done, its files. */
export function VersionBlock({ item, provider }: VersionBlockProps) {
  const { track, version } = item;
  const [chosen, setChosen] = useState<DialogOperation | 'timestamped-lyrics' | null>(null);
  const side = useSideOperation(track, version);
  const operations = useOperationsOf(track.id, version.id);
  const isDone = track.status === 'completed' && version.audio !== null;
  const offers = isDone && provider?.configured ? offersFor(provider, track, version) : [];
  const choose = (offer: Offer) => {
    const { operation } = offer;
    if (operation === 'stems' || operation === 'wav' || operation === 'video') side.mutate(offer);
    else setChosen(operation);
  };
  const closeDialog = () => setChosen(null);
  return (
    <>
      <VersionRow
        item={item}
        menu={
          offers.length > 0 && (
            <Menu
              label={say('tracks.more', { number: version.variantIndex + 1 })}
              closedBecause={provider && !takesWork(provider) ? troubleOf(provider) : null}
              items={offers.map((offer) => ({
                id: offer.id,
                label: offer.label,
                note: priceWords(provider?.priceCredits[offer.operation]),
                onChoose: () => choose(offer),
              }))}
            />
          )
        }
      />
      <VersionFiles item={item} />
      {operations.map((operation) => (
        <OperationLine key={operation.id} operation={operation} />
      ))}
      {side.error && <ProblemLine words={refusalOf(side.error).text} onDismiss={side.reset} />}
      {chosen && (
        <Suspense>
          {chosen === 'timestamped-lyrics' ? (
            <TimedLyrics item={item} onClose={closeDialog} />
          ) : (
            <OperationDialog operation={chosen} item={item} provider={provider} onClose={closeDialog} />
          )}
        </Suspense>
      )}
    </>
  );
}
