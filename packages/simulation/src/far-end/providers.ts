import type { MusicProvider } from '@impresario/provider';
import type { Line } from './call.ts';
import { allCapabilities } from './capabilities.ts';
import type { FarEnd } from './far-end.ts';
import { createOwnProvider, createPaidInlineProvider } from './inline-provider.ts';
import { createTaskProvider } from './task-provider.ts';

/** The adapters of one node. */
export function createProviders(far: FarEnd, line: Line): readonly MusicProvider[] {
  return [
    createTaskProvider(far, line, allCapabilities.trusted),
    createTaskProvider(far, line, allCapabilities.hinted),
    createPaidInlineProvider(far, line, allCapabilities.paid),
    createOwnProvider(far, line, allCapabilities.own),
  ];
}
