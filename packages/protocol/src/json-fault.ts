export interface JsonLimits {
  /** How many lists and objects may stand in one another. */
  readonly depthMax: number;
  /** How many values there may be in all of them together. */
  readonly valuesMax: number;
  /** Whether a name given twice in one object is a fault too: two readers could take different ones. */
  readonly hasUniqueNames: boolean;
}

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);
const OPEN_LIST = '['.charCodeAt(0);
const CLOSE_LIST = ']'.charCodeAt(0);
const OPEN_OBJECT = '{'.charCodeAt(0);
const CLOSE_OBJECT = '}'.charCodeAt(0);

/**
 * What makes a text of valid JSON one that nobody honest sends, or null: nesting that would exhaust the stack of whatever
 * walks it, or more values than anybody needs. One pass, without recursion.
 */
export function jsonFault(text: string, { depthMax, valuesMax, hasUniqueNames }: JsonLimits): string | null {
  // Of every list or object that is open, the names seen in it; null in a list.
  const open: (Set<string> | null)[] = [];
  let valueCount = 1;
  let isNameNext = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case OPEN_LIST:
      case OPEN_OBJECT:
        isNameNext = text.charCodeAt(at) === OPEN_OBJECT;
        if (open.push(isNameNext ? new Set() : null) > depthMax) return `is nested deeper than ${depthMax}`;
        valueCount += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        open.pop();
        isNameNext = false;
        break;
      case COMMA:
        isNameNext = open.at(-1) instanceof Set;
        valueCount += 1;
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        if (isNameNext && hasUniqueNames) {
          const name = JSON.parse(text.slice(at, end + 1)) as string;
          if (open.at(-1)!.has(name)) return 'has two fields of the same name';
          open.at(-1)!.add(name);
        }
        isNameNext = false;
        at = end;
      }
    }
    if (valueCount > valuesMax) return `has more than ${valuesMax} values`;
  }
  return null;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
