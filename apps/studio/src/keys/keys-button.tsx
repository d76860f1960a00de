import { lazy, Suspense, useState } from 'react';
import { say } from '../i18n/index.ts';
import { IconButton } from '../ui/button.tsx';

// Read when first asked for, so that the page itself stays small.
const KeysDialog = lazy(() => import('./keys-dialog.tsx'));

export function KeysButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton icon="key" label={say('keys.title')} aria-haspopup="dialog" onClick={() => setOpen(true)} />
      {isOpen && (
        <Suspense fallback={null}>
          <KeysDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
