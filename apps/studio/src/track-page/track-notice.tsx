import { Link } from '@tanstack/react-router';
import { explain } from '../api/engine.ts';
import { PageTitle } from '../app/page-title.tsx';
import notice from '../app/page-notice.module.css';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import buttons from '../ui/button.module.css';
import { StagePicture } from '../ui/stage-picture.tsx';
import type { PageTrack } from './use-page-track.ts';

type NoTrack = Extract<PageTrack, { state: 'missing' | 'unreachable' | 'refused' }>;

/** Why there is no track to show, and what can be done. */
export function TrackNotice({ of }: { of: NoTrack }) {
  const text = useText();
  return (
    <div className={notice.notice}>
      <StagePicture isOpen={false} />
      <PageTitle title={text(`track.${of.state}.title`)} className={notice.title} />
      <p className={notice.text}>
        {of.state === 'refused' ? explain(of.error) : text(`track.${of.state}.text`)}
      </p>
      <div className={notice.choices}>
        {of.state !== 'missing' && (
          <Button look="primary" icon="retry" onClick={of.retry}>
            {text('ui.retry')}
          </Button>
        )}
        <Link to="/library" className={`${buttons.button} ${buttons.plain}`}>
          {text('track.toLibrary')}
        </Link>
      </div>
    </div>
  );
}
