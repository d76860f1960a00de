import { faultInRule, type Fault, type Rule, type Station } from './faults.ts';

/** What is known where a fault may happen. */
export interface Occasion {
  readonly taskId?: string | undefined;
  readonly prompt?: string | undefined;
  readonly path?: string | undefined;
  readonly callbackType?: string | undefined;
}

export interface Script {
  add(rule: Rule): void;
  /** The first fault due here, used up by one; null when none is. */
  take(on: Station, occasion: Occasion): Fault | null;
  /** One of each rule that is due here. */
  takeAll(on: Station, occasion: Occasion): Fault[];
  /** Rules that are left, with the times they still apply. */
  rules(): Rule[];
  clear(): void;
}

export function createScript(): Script {
  let rules: { readonly rule: Rule; left: number }[] = [];

  const use = (found: { left: number; readonly rule: Rule }): Fault => {
    found.left -= 1;
    if (found.left <= 0) rules = rules.filter((each) => each !== found);
    return found.rule.do;
  };

  return {
    add(rule) {
      const wrong = faultInRule(rule);
      if (wrong !== null) throw new TypeError(wrong);
      rules.push({ rule, left: rule.times === 'always' ? Infinity : (rule.times ?? 1) });
    },
    take(on, occasion) {
      const found = rules.find(({ rule }) => rule.on === on && isMeant(rule, occasion));
      return found ? use(found) : null;
    },
    takeAll(on, occasion) {
      return rules.filter(({ rule }) => rule.on === on && isMeant(rule, occasion)).map(use);
    },
    rules: () => rules.map(({ rule, left }) => ({ ...rule, times: left === Infinity ? 'always' : left })),
    clear() {
      rules = [];
    },
  };
}

function isMeant({ match }: Rule, occasion: Occasion): boolean {
  if (!match) return true;
  if (match.taskId !== undefined && match.taskId !== occasion.taskId) return false;
  if (match.callbackType !== undefined && match.callbackType !== occasion.callbackType) return false;
  if (match.pathIncludes !== undefined && !occasion.path?.includes(match.pathIncludes)) return false;
  return match.promptIncludes === undefined || (occasion.prompt?.includes(match.promptIncludes) ?? false);
}
