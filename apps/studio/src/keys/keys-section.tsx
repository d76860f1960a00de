import { useRef, useState } from 'react';
import type { ApiKey } from '@impresario/protocol';
import { useIsAdmin, useRevokeApiKey } from '../api/api-keys.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyList } from './key-list.tsx';
import styles from './keys.module.css';
import { NewKey } from './new-key.tsx';
import { forgetNewKey, showNewKey, useNewKey } from './new-key-store.ts';

/** The user's API keys: looked through, made and revoked. */
export function KeysSection() {
  const text = useText();
  const [isMaking, setMaking] = useState(false);
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const isAdmin = useIsAdmin();
  const made = useNewKey();
  const revoke = useRevokeApiKey();
  const top = useRef<HTMLDivElement>(null);
  const toTop = () => top.current?.querySelector('button')?.focus();
  return (
    <div className={styles.stack}>
      {made && (
        <NewKey
          apiKey={made}
          onDone={() => {
            forgetNewKey();
            toTop();
          }}
        />
      )}
      <div ref={top}>
        <Button icon="plus" aria-haspopup="dialog" onClick={() => setMaking(true)}>
          {text('keys.make')}
        </Button>
      </div>
      <KeyList revoke={revoke} onRevoke={setAsked} onRevoked={toTop} />
      {isMaking && (
        <Dialog title={text('keys.form.title')} isWide onClose={() => setMaking(false)}>
          {(close) => (
            <KeyForm
              isAdmin={isAdmin}
              onMade={(key) => {
                showNewKey(key);
                setMaking(false);
              }}
              onBack={close}
            />
          )}
        </Dialog>
      )}
      {asked && (
        <ConfirmDialog
          title={text('keys.revoke.title', { name: asked.name })}
          text={text('keys.revoke.text')}
          action={text('keys.revoke')}
          onConfirm={() => revoke.mutate(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
