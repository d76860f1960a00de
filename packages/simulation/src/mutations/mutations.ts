import { admissionMutations } from './admission-mutations.ts';
import { fileMutations } from './file-mutations.ts';
import { moneyMutations } from './money-mutations.ts';
import type { Mutation } from './mutation.ts';
import { workerMutations } from './worker-mutations.ts';

/** Faults that the simulation must find, each by itself. */
export const mutations: readonly Mutation[] = [
  ...moneyMutations,
  ...admissionMutations,
  ...workerMutations,
  ...fileMutations,
];
