import { lazy, Suspense, useState } from 'react';
import type { OperationResource, Provider, Track } from '@impresario/protocol';
import { useOperationsOf } from '../api/operations.ts';
import { useText } from '../i18n/index.ts';
import type { Playable } from '../player/playable.ts';
import type { DialogOperation } from '../tracks/operation-fields.ts';
import { OperationLine, ProblemLine } from '../tracks/operation-line.tsx';
import { useSideOperation } from '../tracks/use-side-operation.ts';
import { offersFor, type Offer } from '../tracks/version-operations.ts';
import { workOffer } from '../tracks/work-offer.ts';
import { Menu } from '../ui/menu.tsx';
import { priceWords } from '../words/amounts.ts';
import { refusalOf } from '../words/refusal.ts';
import { downloadItems } from './download-items.ts';
import styles from './version-menus.module.css';

const OperationDialog = lazy(() => import('../tracks/operation-dialog.tsx'));

interface VersionMenusProps {
  readonly item: Playable;
  /** Who made it; undefined while that is read. */
  readonly provider: Provider | null | undefined;
  readonly onMade: (made: Track | OperationResource) => void;
}

/** What of a version can be saved, and what can be made of it; with the work for its files while that goes on. */
export function VersionMenus({ item, provider, onMade }: VersionMenusProps) {
  const text = useText();
  const { track, version } = item;
  const [chosen, setChosen] = useState<DialogOperation | null>(null);
  const side = useSideOperation(track, version);
  const working = useOperationsOf(track.id, version.id).filter(({ operation }) => operation !== 'stems');
  const isDone = track.status === 'completed' && version.audio !== null;
  const offers = isDone && provider?.configured ? offersFor(provider, track, version) : [];
  const isWorking = (offer: Offer) => working.some(({ operation }) => operation === offer.operation);
  const files = offers.filter(({ operation }) => operation === 'wav' || operation === 'video');
  const songs = offers.filter(({ operation }) => isDialog(operation) && operation !== 'extend');
  const number = version.variantIndex + 1;
  if (!isDone) return null;
  return (
    <>
      <div className={styles.menus}>
        <Menu
          label={text('track.download.menu', { number })}
          icon="download"
          closedBecause={null}
          items={[
            ...downloadItems(version),
            ...files
              .filter(
                (offer) => !isWorking(offer) && workOffer(provider, offer.operation).closedBecause === null,
              )
              .map((offer) => ({
                id: offer.id,
                label: text('track.download.make', { file: offer.label }),
                note: priceWords(provider?.priceCredits[offer.operation]),
                onChoose: () => side.mutate(offer),
              })),
          ]}
        />
        {songs.length > 0 && (
          <Menu
            label={text('tracks.more', { number })}
            closedBecause={workOffer(provider, songs[0]?.operation ?? 'cover').closedBecause}
            items={songs.map((offer) => ({
              id: offer.id,
              label: offer.label,
              note: priceWords(provider?.priceCredits[offer.operation]),
              onChoose: () => {
                if (isDialog(offer.operation)) setChosen(offer.operation);
              },
            }))}
          />
        )}
      </div>
      {(working.length > 0 || side.error) && (
        <div className={styles.work}>
          {working.map((operation) => (
            <OperationLine key={operation.id} operation={operation} />
          ))}
          {side.error && <ProblemLine words={refusalOf(side.error).text} onDismiss={side.reset} />}
        </div>
      )}
      {chosen && (
        <Suspense>
          <OperationDialog
            operation={chosen}
            item={item}
            provider={provider ?? null}
            onMade={onMade}
            onClose={() => setChosen(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function isDialog(operation: Offer['operation']): operation is DialogOperation {
  return !['stems', 'wav', 'video', 'timestamped-lyrics'].includes(operation);
}
