import { useState } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Operation, Transaction } from '@impresario/protocol';
import { useTracks } from '@impresario/react';
import { engine } from '../api/engine.ts';
import { trackName } from '../app/announcer.ts';
import { useText } from '../i18n/index.ts';

/** Work on a version of a track: it has an id of its own. */
const beside: readonly string[] = [
  'stems',
  'wav',
  'video',
  'persona',
  'timestamped-lyrics',
] satisfies Operation[];
/** The most that one request brings; all rows share it. */
const namedMax = 100;
/** Work that is answered in words and belongs to no track. */
const inWords: readonly string[] = ['lyrics', 'style'] satisfies Operation[];

/** Leads from a movement of credits to the track it was for. Work beside tracks has to be looked up for its track. */
export function MoveLink({ transaction }: { transaction: Transaction }) {
  const { trackId, operation } = transaction;
  if (trackId === null || inWords.includes(operation ?? '')) return null;
  if (beside.includes(operation ?? '')) return <OperationLink operationId={trackId} />;
  return <TrackLink trackId={trackId} />;
}

/** By its name, where it is one of the latest: a history of nothing but “Create” tells nobody what was bought. */
function TrackLink({ trackId }: { trackId: string }) {
  const text = useText();
  const { data: latest } = useTracks({ limit: namedMax });
  const track = latest?.find(({ id }) => id === trackId);
  return (
    <Link to="/tracks/$trackId" params={{ trackId }}>
      {track ? trackName(track) : text('credits.move.open')}
    </Link>
  );
}

function OperationLink({ operationId }: { operationId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const [isGone, setGone] = useState(false);
  if (isGone) return <span role="status">{text('credits.move.gone')}</span>;
  const open = async () => {
    const { trackId } = await engine.operations.get(operationId);
    if (trackId === null) setGone(true);
    else await navigate({ to: '/tracks/$trackId', params: { trackId } });
  };
  return (
    <button type="button" onClick={() => void open().catch(() => setGone(true))}>
      {text('credits.move.opened')}
    </button>
  );
}
