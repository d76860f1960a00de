import type { Core } from '../core.ts';
import type { Engine } from '../engine.ts';
import { readInvariantReport, surveyNow } from '../invariants/survey.ts';
import { listOrphans } from './list-orphans.ts';
import { readFigures } from './read-figures.ts';
import { readOverview } from './read-overview.ts';
import { readWork } from './read-work.ts';
import { reconcile } from './reconcile.ts';

type OperatorVerbs = Pick<
  Engine,
  | 'readOverview'
  | 'readFigures'
  | 'readWork'
  | 'reconcile'
  | 'listOrphans'
  | 'checkInvariants'
  | 'readInvariantReport'
>;

/** What operators ask about all users together. */
export function operatorVerbs(core: Core): OperatorVerbs {
  return {
    readOverview: () => readOverview(core),
    readFigures: (period) => readFigures(core, period),
    readWork: () => readWork(core),
    reconcile: (period) => reconcile(core, period),
    listOrphans: (limit) => listOrphans(core, limit),
    checkInvariants: oneAtATime(() => surveyNow(core)),
    readInvariantReport: () => readInvariantReport(core),
  };
}

/** Callers while the work runs share its outcome. */
function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => (running ??= work().finally(() => (running = null)));
}
