import { trackStatuses, type TrackStatus } from '@impresario/protocol';
import { UsageError } from '../exit-code.ts';

/** The status named by `--status`; a `UsageError` when there is none of that name. */
export function readStatus(typed: string): TrackStatus {
  const status = trackStatuses.find((each) => each === typed);
  if (!status) throw new UsageError(`--status is ${trackStatuses.join(', ')}, not “${typed}”.`);
  return status;
}
