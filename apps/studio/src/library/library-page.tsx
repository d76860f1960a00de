import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTracks } from '@impresario/react';
import { Page } from '../app/page.tsx';
import { keep, readKept } from '../browser-storage.ts';
import { useText } from '../i18n/index.ts';
import { setQueue } from '../player/player.ts';
import { LibraryBar } from './library-bar.tsx';
import { LibraryList } from './library-list.tsx';
import { isNarrowed } from './library-search.ts';
import type { View } from './list-window.ts';
import { NoMatch, NothingYet, NotRead } from './nothing-to-show.tsx';
import { playablesOf } from './playables.ts';
import { clearSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { LibrarySkeleton } from './library-skeleton.tsx';
import { useLibrarySearch } from './use-library-search.ts';
import { useSettled } from './use-settled.ts';

/** The most that the server gives at once: a long library is read in few requests. */
const pageSize = 100;

/** Everything that was made, to be found again. */
export function LibraryPage() {
  const text = useText();
  const [search, narrow] = useLibrarySearch();
  const [view, setView] = useState<View>(() => readKept<View>('library-view') ?? 'grid');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const query = useTracks({ ...search, limit: pageSize });
  // While the answer to new words is on its way, what was found before stays.
  const settled = useSettled(JSON.stringify(search), query.data);
  const tracks = useMemo(() => query.data ?? settled?.value ?? [], [query.data, settled]);
  useEffect(() => setQueue(tracks.flatMap(playablesOf)), [tracks]);
  useEffect(() => clearSelection, []);

  const chooseView = useCallback((chosen: View) => {
    keep('library-view', chosen);
    setView(chosen);
  }, []);
  const isNothing = query.data?.length === 0;
  return (
    <Page title={text('shell.nav.library')}>
      <LibraryBar
        search={search}
        count={query.data ? { shown: query.data.length, isAll: !query.hasNextPage } : null}
        isBusy={query.isFetching && !query.data}
        view={view}
        onNarrow={narrow}
        onView={chooseView}
        onHelp={() => setHelpOpen(true)}
      />
      {query.error && !query.data && <NotRead error={query.error} onRetry={() => void query.refetch()} />}
      {!query.data && !query.error && tracks.length === 0 && <LibrarySkeleton view={view} />}
      {isNothing && isNarrowed(search) && <NoMatch search={search} onClear={() => narrow({})} />}
      {isNothing && !isNarrowed(search) && <NothingYet />}
      {tracks.length > 0 && !(query.error && !query.data) && (
        <LibraryList
          key={settled?.key}
          tracks={tracks}
          view={view}
          isOld={!query.data}
          hasMore={query.hasNextPage}
          isFetchingMore={query.isFetchingNextPage}
          moreError={query.isFetchNextPageError ? query.error : null}
          onMore={() => void query.fetchNextPage()}
          onHelp={() => setHelpOpen(true)}
          onView={() => chooseView(view === 'grid' ? 'list' : 'grid')}
        />
      )}
      <SelectionBar tracks={tracks} />
      {isHelpOpen && <ShortcutsDialog onClose={() => setHelpOpen(false)} />}
    </Page>
  );
}
