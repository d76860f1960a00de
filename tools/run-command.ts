import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly exitCode: number;
  /** What the command printed, both streams; empty when it was shown as it came. */
  readonly output: string;
  readonly seconds: number;
}

export interface CommandOptions {
  /** `show`: the output goes straight to the terminal. */
  readonly output: 'keep' | 'show';
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a command to its end; a command that cannot be started is exit code 127. */
export function runCommand(
  command: string,
  args: readonly string[],
  { output, environment }: CommandOptions,
): Promise<CommandResult> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const finish = (exitCode: number, more = '') => {
      const seconds = (performance.now() - startedAt) / 1000;
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') + more, seconds });
    };
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Runs a tool of `node_modules` with the Node that runs us. */
export function runTool(script: string, args: readonly string[], options: CommandOptions) {
  return runCommand(process.execPath, [`node_modules/${script}`, ...args], options);
}
