import { Violation } from '../scheduler/operation.ts';

export interface Statement {
  readonly node: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly rows: readonly Record<string, unknown>[];
}

/** What one transaction has done so far, as far as rules speak of it. */
export interface Transacting {
  /** Epochs of the tracks it locked. */
  readonly locked: Map<string, number>;
  readonly storedKeys: string[];
  /** It has taken a callback to work on. */
  isOfCallback: boolean;
  /** It has marked that callback as done. */
  isMarked: boolean;
}

export function newTransacting(): Transacting {
  return { locked: new Map(), storedKeys: [], isOfCallback: false, isMarked: false };
}

/** Watches the statements of all nodes for what must never be seen in them. */
export interface Observer {
  /** After a statement was done, within its transaction if there is one. */
  saw(statement: Statement, transacting: Transacting): void | Promise<void>;
  committed(transacting: Transacting): void;
}

/**
 * A worker writes only under the epoch it claimed and while nobody has claimed the row after it (I10), a file's row is not
 * committed before its blob is in the store (I12), and a callback is marked in the transaction of its effect (I13).
 */
export function createObserver(hasBlob: (key: string) => boolean): Observer {
  const claims = new Map<string, number>();
  const holders = new Map<string, string>();
  const nameOf = (node: string, trackId: string) => `${node}/${trackId}`;

  return {
    saw({ node, text, values, rows }, transacting) {
      if (text.includes('take_due_tracks(')) {
        for (const { id, lease_epoch } of rows) {
          claims.set(nameOf(node, String(id)), Number(lease_epoch));
          holders.set(String(id), node);
        }
      } else if (text.includes('due_callbacks(')) {
        transacting.isOfCallback = rows.length > 0;
      } else if (text.startsWith('update "callbacks"')) {
        transacting.isMarked = true;
      } else if (/^select .* from "tracks" .*for update/s.test(text)) {
        for (const { id, lease_epoch } of rows) transacting.locked.set(String(id), Number(lease_epoch));
      } else if (text.startsWith('insert into "assets"')) {
        transacting.storedKeys.push(...values.filter(isKey));
      } else if (text.startsWith('update "tracks"')) {
        const trackId = String(values.at(-1));
        const epoch = transacting.locked.get(trackId);
        if (epoch === undefined || transacting.isOfCallback || isUnfenced(text, values)) return;
        const claimed = claims.get(nameOf(node, trackId));
        const holder = holders.get(trackId);
        if (holder !== node)
          throw new Violation('I10', `${node} wrote track ${trackId}, which ${holder} holds`);
        if (claimed === epoch) return;
        throw new Violation(
          'I10',
          `${node} wrote track ${trackId} under epoch ${claimed} while it has ${epoch}`,
        );
      }
    },
    committed({ storedKeys, isOfCallback, isMarked }) {
      if (isOfCallback && !isMarked)
        throw new Violation('I13', 'the effect of a callback was committed without its mark');
      const missing = storedKeys.find((key) => !hasBlob(key));
      if (missing)
        throw new Violation('I12', `the row of ${missing} was committed before its blob was stored`);
    },
  };
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('tracks/');
}

/** What users and late replies write takes the row over, or ends it, or only asks for a look. */
function isUnfenced(text: string, values: readonly unknown[]): boolean {
  const asksForLook = text.startsWith('update "tracks" set "due_at" = $1, "hinted_at" = $2 where');
  return asksForLook || text.includes('lease_epoch + 1') || values.includes('cancelled');
}
