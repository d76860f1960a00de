import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FigurePeriod } from '@impresario/protocol';
import { engine } from '../api/engine.ts';

const everyMs = { overview: 5_000, figures: 30_000, lists: 15_000, checks: 5 * 60_000 };

/** How everything is at this moment; looked at every few seconds while the page is seen. */
export function useOverview() {
  return useQuery({
    queryKey: ['admin', 'overview'],
    refetchInterval: everyMs.overview,
    queryFn: ({ signal }) => engine.admin.overview({ signal }),
  });
}

/** What happened over a time; the figures of the former period stay until those of another are there. */
export function useFigures(period: FigurePeriod) {
  return useQuery({
    queryKey: ['admin', 'figures', period],
    refetchInterval: everyMs.figures,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => engine.admin.figures({ period, signal }),
  });
}

/** Tracks that nothing will move any more; asked for only where there are some. */
export function useStuckTracks(isWanted: boolean) {
  return useQuery({
    queryKey: ['admin', 'stuck'],
    enabled: isWanted,
    refetchInterval: everyMs.lists,
    queryFn: ({ signal }) => engine.admin.tracks({ stuck: true, limit: 50, signal }),
  });
}

export function useOrphans(isWanted: boolean) {
  return useQuery({
    queryKey: ['admin', 'orphans'],
    enabled: isWanted,
    refetchInterval: everyMs.lists,
    queryFn: ({ signal }) => engine.admin.orphans({ limit: 50, signal }),
  });
}

/** What the server finds when it looks at itself; that is work, so it is asked seldom. */
export function useExamination() {
  return useQuery({
    queryKey: ['admin', 'examination'],
    staleTime: everyMs.checks,
    queryFn: ({ signal }) => engine.admin.examine({ signal }),
  });
}

/** Reads through the whole database; asked by hand alone. */
export function useInvariants() {
  return useQuery({
    queryKey: ['admin', 'invariants'],
    enabled: false,
    queryFn: ({ signal }) => engine.admin.invariants({ signal }),
  });
}
