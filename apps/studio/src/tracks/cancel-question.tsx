import type { Provider, Track } from '@impresario/protocol';
import { trackName } from '../app/announcer.ts';
import { keys, queryClient } from '../api/query-client.ts';
import { useText } from '../i18n/index.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { credits } from '../words/amounts.ts';

const performerOf = ({ provider }: Track): Provider | undefined =>
  queryClient.getQueryData<Provider[]>(keys.providers)?.find(({ id }) => id === provider);

/** Credits that would not come back: whoever bills its work has begun it, or is being asked to (GEN-10). */
export function lostByCancel(track: Track): number {
  const { status, stage, creditsCharged, creditsRefunded } = track;
  // Between two tries nobody works on it.
  const isBegun =
    status === 'processing' ? stage !== 'Waiting to try again' : stage === 'Asking the provider';
  if (!isBegun || performerOf(track)?.delivery.repeatable) return 0;
  return creditsCharged - creditsRefunded;
}

interface CancelQuestionProps {
  readonly track: Track;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what a cancel costs before it is sent. */
export function CancelQuestion({ track, onConfirm, onClose }: CancelQuestionProps) {
  const text = useText();
  return (
    <ConfirmDialog
      title={text('tracks.cancel.title', { name: trackName(track) })}
      text={text('tracks.cancel.text', {
        provider: performerOf(track)?.label ?? track.provider,
        amount: credits(track.creditsCharged - track.creditsRefunded),
      })}
      action={text('tracks.cancel.confirm')}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  );
}
