import type { Transaction } from '@impresario/protocol';
import { hasMessage, say } from '../i18n/index.ts';

interface Words {
  readonly title: string;
  /** Why, where there is more to say; empty where not. */
  readonly why: string;
}

/** A movement of credits as its owner understands it. */
export function moveWords({ type, operation, reason }: Transaction): Words {
  const operationKey = `words.operation.${operation ?? ''}`;
  const named = hasMessage(operationKey) ? say(operationKey) : (operation ?? '');
  switch (type) {
    case 'generation':
      return { title: named || reason, why: '' };
    case 'refund': {
      // As the engine writes it: the code of the error, in small letters.
      const key = `words.trackError.${reason.toUpperCase()}`;
      return {
        title: say('credits.move.refund', { operation: named }),
        why: hasMessage(key) ? say(key) : reason,
      };
    }
    case 'claim':
      return { title: say('credits.move.claim', { operation: named }), why: say('credits.move.late') };
    case 'grant':
      return reason === 'signup'
        ? { title: say('credits.move.signup'), why: '' }
        : { title: say('credits.move.grant'), why: reason };
    case 'correction':
      return { title: say('credits.move.correction'), why: reason };
  }
}
