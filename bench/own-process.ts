import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs a module in a process of its own, so that a load does not take turns with what it measures. The module takes
 * `input` and answers with `answerParent`. Rejects when it ends without an answer.
 */
export function inOwnProcess<Result>(moduleUrl: string, input: object): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(moduleUrl));
    child.once('message', (result) => {
      resolve(result as Result);
      child.disconnect();
    });
    child.once('exit', (code) => reject(new Error(`The load ended with ${code} and no result.`)));
    child.send(input);
  });
}

/** In the process that `inOwnProcess` made: does the work once. */
export function answerParent<Input>(work: (input: Input) => Promise<unknown>): void {
  process.once('message', (input) => {
    void work(input as Input).then((result) => process.send?.(result));
  });
}
