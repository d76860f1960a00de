import type { FigurePeriod } from '@impresario/protocol';

/** The periods that can be looked at, the shortest first. */
export const figurePeriodNames = ['24h', '7d', '30d'] as const satisfies readonly FigurePeriod[];
