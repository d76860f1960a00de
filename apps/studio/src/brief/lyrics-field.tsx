import { useState } from 'react';
import { say } from '../i18n/index.ts';
import { IconButton } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Button } from '../ui/button.tsx';
import { LyricsEditor } from './lyrics-editor.tsx';

interface LyricsFieldProps {
  readonly value: string;
  readonly error: string | null;
  readonly note: string | null;
  readonly charsMax: number;
}

/** The words, in the form; or in a room of their own, where there is more of it. */
export function LyricsField(props: LyricsFieldProps) {
  const [isLarge, setLarge] = useState(false);
  return (
    <>
      <LyricsEditor
        {...props}
        id="brief-lyrics"
        corner={
          <IconButton icon="expand" label={say('brief.lyrics.larger')} onClick={() => setLarge(true)} />
        }
      />
      {isLarge && (
        <Dialog title={say('brief.lyrics')} isWide="very" isHeld onClose={() => setLarge(false)}>
          {(close) => (
            <>
              <LyricsEditor {...props} id="brief-lyrics-large" isLarge />
              <DialogActions>
                <Button look="primary" onClick={close}>
                  {say('brief.lyrics.done')}
                </Button>
              </DialogActions>
            </>
          )}
        </Dialog>
      )}
    </>
  );
}
