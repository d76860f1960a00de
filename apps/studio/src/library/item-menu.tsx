import { useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Track } from '@impresario/protocol';
import { newKey } from '@impresario/client';
import { isUnderWay, useImpresario } from '@impresario/react';
import { explain } from '../api/engine.ts';
import { announce, trackName } from '../app/announcer.ts';
import { draftFromTrack, focusPrompt } from '../brief/draft.ts';
import { useText } from '../i18n/index.ts';
import { CancelQuestion, lostByCancel } from '../tracks/cancel-question.tsx';
import { downloadUrl } from '../tracks/download-url.ts';
import { Menu } from '../ui/menu.tsx';
import { fileSize } from '../words/amounts.ts';
import { removeSoon } from '../tracks/removal.ts';
import { toggleSelected } from './selection.ts';

/** What can be done with a track without opening it. */
export function ItemMenu({ track, isReachable }: { track: Track; isReachable: boolean }) {
  const text = useText();
  const link = useImpresario();
  const navigate = useNavigate();
  const name = trackName(track);
  // One key for this card's retry: pressing it again after a lost answer gives the same new track.
  const key = useRef(newKey());
  const acting = useMutation({
    mutationFn: (action: 'cancel' | 'retry') =>
      action === 'cancel'
        ? link.client.tracks.cancel(track.id)
        : link.client.tracks.retry(track.id, {}, { idempotencyKey: key.current }),
    onSuccess: (answer, action) => {
      if (action === 'retry') key.current = newKey();
      link.take(answer);
      link.refreshCredits();
    },
    onError: (error) => announce(explain(error)),
  });
  const [isAsking, setAsking] = useState(false);
  const cancel = () => {
    if (lostByCancel(track) > 0) setAsking(true);
    else acting.mutate('cancel');
  };
  const remix = () => {
    draftFromTrack(track);
    void navigate({ to: '/' }).then(() => requestAnimationFrame(focusPrompt));
  };
  const audio = (track.versions.find(({ isPrimary }) => isPrimary) ?? track.versions[0])?.audio;
  const isOver = !isUnderWay(track);
  const item = (id: string, label: string, onChoose: () => void, note = '') => ({
    id,
    label,
    note,
    onChoose,
  });
  return (
    <>
      <Menu
        label={text('library.menu', { name })}
        isReachable={isReachable}
        closedBecause={null}
        items={[
          ...(isOver ? [] : [item('cancel', text('library.cancel'), cancel)]),
          ...(track.status === 'failed' || track.status === 'cancelled'
            ? [item('retry', text('library.again'), () => acting.mutate('retry'))]
            : []),
          item('remix', text('library.remix'), remix),
          ...(audio
            ? [item('save', text('library.save'), () => save(audio.url), fileSize(audio.bytes))]
            : []),
          item('select', text('library.select'), () => toggleSelected(track.id), 'X'),
          ...(isOver ? [item('delete', text('library.delete'), () => removeSoon(link, [track]))] : []),
        ]}
      />
      {isAsking && (
        <CancelQuestion
          track={track}
          onConfirm={() => acting.mutate('cancel')}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** As a click on a download link would. */
function save(url: string): void {
  const anchor = document.createElement('a');
  anchor.href = downloadUrl(url);
  anchor.download = '';
  anchor.click();
}
