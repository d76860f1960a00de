import { useState } from 'react';
import type { ApiKey, CreatedApiKey } from '@impresario/protocol';
import { useIsAdmin, useRevokeApiKey } from '../api/api-keys.ts';
import { LiveRegion } from '../app/live-region.tsx';
import { say } from '../i18n/index.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyList } from './key-list.tsx';
import { NewKey } from './new-key.tsx';

type View =
  { readonly kind: 'list' } | { readonly kind: 'form' } | { readonly kind: 'made'; key: CreatedApiKey };

function headingOf(view: View['kind']): { title: string; text?: string } {
  if (view === 'list') return { title: say('keys.title'), text: say('keys.text') };
  if (view === 'form') return { title: say('keys.make') };
  return { title: say('keys.new'), text: say('keys.new.text') };
}

/** The user's API keys: looked through, made and revoked. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const [view, setView] = useState<View>({ kind: 'list' });
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const isAdmin = useIsAdmin();
  const revoke = useRevokeApiKey();
  const showList = () => setView({ kind: 'list' });
  return (
    <>
      <Dialog {...headingOf(view.kind)} isWide isHeld={view.kind === 'made'} onClose={onClose}>
        {(close) => (
          <>
            {view.kind === 'list' && (
              <KeyList
                revoke={revoke}
                onMake={() => setView({ kind: 'form' })}
                onRevoke={setAsked}
                onClose={close}
              />
            )}
            {view.kind === 'form' && (
              <KeyForm isAdmin={isAdmin} onMade={(key) => setView({ kind: 'made', key })} onBack={showList} />
            )}
            {view.kind === 'made' && <NewKey apiKey={view.key} onDone={showList} />}
            {/* The page's own region is silent while a dialog stands before it. */}
            <LiveRegion />
          </>
        )}
      </Dialog>
      {asked && (
        <ConfirmDialog
          title={say('keys.revoke.title', { name: asked.name })}
          text={say('keys.revoke.text')}
          action={say('keys.revoke')}
          onConfirm={() => revoke.mutate(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
