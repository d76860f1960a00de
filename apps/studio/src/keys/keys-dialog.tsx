import { useState } from 'react';
import type { ApiKey, CreatedApiKey } from '@impresario/protocol';
import { useIsAdmin, useRevokeApiKey } from '../api/api-keys.ts';
import { LiveRegion } from '../app/live-region.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyList } from './key-list.tsx';
import { NewKey } from './new-key.tsx';

type View =
  { readonly kind: 'list' } | { readonly kind: 'form' } | { readonly kind: 'made'; key: CreatedApiKey };

const headings = {
  list: { title: 'API keys', text: 'A key lets a program act as you, as far as you allow.' },
  form: { title: 'Make a key', text: undefined },
  made: {
    title: 'Your new key',
    text: 'Copy it now and keep it where your program finds it. It will not be shown again.',
  },
} as const;

/** The user's API keys: looked through, made and revoked. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const [view, setView] = useState<View>({ kind: 'list' });
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const isAdmin = useIsAdmin();
  const revoke = useRevokeApiKey();
  const showList = () => setView({ kind: 'list' });
  return (
    <>
      <Dialog {...headings[view.kind]} isWide isHeld={view.kind === 'made'} onClose={onClose}>
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
          title={`Revoke “${asked.name}”?`}
          text="Programs that use it are refused from then on. This cannot be undone."
          action="Revoke"
          onConfirm={() => revoke.mutate(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
