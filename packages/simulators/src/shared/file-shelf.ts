import type { Task } from './task-book.ts';

/** A file that the service gives an address for. */
export interface ShelvedFile {
  /** Below `/files/`: `<task>/<clip>.mp3`. */
  readonly path: string;
  /** Null for what was uploaded. */
  readonly task: Task | null;
  readonly contentType: string;
  make(): Promise<Uint8Array>;
  /** Whether an address with this query still opens at `now` (epoch milliseconds); always when it is left out. */
  opens?(query: URLSearchParams, now: number): boolean;
}

export interface FileShelf {
  /** Puts it there (again) and answers its address. */
  put(file: ShelvedFile): string;
  get(path: string): ShelvedFile | undefined;
  /** The first file of the same task and type: what `twins` serves for both. */
  firstLike(file: ShelvedFile): ShelvedFile;
  clear(): void;
}

export function createFileShelf(origin: () => string): FileShelf {
  const files = new Map<string, ShelvedFile>();
  return {
    put(file) {
      files.set(file.path, file);
      return `${origin()}/files/${file.path}`;
    },
    get: (path) => files.get(path),
    firstLike: (file) =>
      [...files.values()].find(
        (other) => other.task === file.task && other.contentType === file.contentType,
      ) ?? file,
    clear: () => files.clear(),
  };
}
