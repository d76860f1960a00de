import { useState, type ClipboardEvent, type DragEvent } from 'react';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { changeDraft } from './draft.ts';
import { fileIn, sendReference } from './reference-upload.ts';

/**
 * What makes of an element a place to drop audio on, or to paste it into. `takes`: whether there is any use for it;
 * where not, that is said. `isOver`: a file is being held over the place.
 */
export function useFileDrop(takes: boolean) {
  const [isOver, setOver] = useState(false);
  const receive = (files: DataTransfer | null) => {
    const file = fileIn(files);
    if (!file) return;
    if (!takes) return announce(say('brief.reference.none'));
    changeDraft({ mode: 'custom' });
    void sendReference(file);
  };
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        // Going from the form to something inside of it is no leaving.
        const { currentTarget, relatedTarget } = event;
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        receive(event.dataTransfer);
      },
      onPaste: (event: ClipboardEvent) => {
        if (event.clipboardData.files.length === 0) return;
        event.preventDefault();
        receive(event.clipboardData);
      },
    },
  };
}
