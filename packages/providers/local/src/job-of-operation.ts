import type { SideRequest, SourceClip } from '@impresario/provider';
import { commissionOfSource } from './commission-of.ts';
import type { RenderJob } from './render/pool/job.ts';

/**
 * The job of a side operation: the version is made again, to the byte as it was, with stems or WAV as well; null for
 * what the composer cannot do. It does not sing, so `vocals` splits off the lead, the part that stands in for a voice:
 * `lead` and `accompaniment` add up to the song as exactly as all stems do.
 */
export function jobOfOperation(request: SideRequest): RenderJob | null {
  switch (request.operation) {
    case 'stems': {
      const job = jobOfVersion(request.source);
      return job && { ...job, stems: request.mode === 'vocals' ? 'two' : 'all' };
    }
    case 'wav': {
      const job = jobOfVersion(request.source);
      return job && { ...job, wav: true };
    }
    default:
      return null;
  }
}

/** The job that made a version. */
function jobOfVersion(source: SourceClip): RenderJob | null {
  const commission = commissionOfSource(source);
  return commission && { ...commission, title: source.request?.title ?? null };
}
