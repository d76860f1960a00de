import type { TrackStatus } from '@impresario/protocol';
import { useProviders } from '../api/queries.ts';
import { useText } from '../i18n/index.ts';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { FilterField } from './filter-field.tsx';
import type { LibrarySearch } from './library-search.ts';
import type { View } from './list-window.ts';
import { MadeFromChip } from './made-from-chip.tsx';
import { SearchField } from './search-field.tsx';
import { beginSelection, clearSelection, useSelection } from './selection.ts';
import type { Narrow } from './use-library-search.ts';
import { providerName } from '../words/provider-name.ts';
import styles from './library-bar.module.css';

interface LibraryBarProps {
  readonly search: LibrarySearch;
  /** How many there are, as far as it is known. */
  readonly count: { readonly shown: number; readonly isAll: boolean } | null;
  readonly isBusy: boolean;
  readonly view: View;
  readonly onNarrow: Narrow;
  readonly onView: (view: View) => void;
  readonly onHelp: () => void;
}

const statuses: readonly TrackStatus[] = ['completed', 'processing', 'pending', 'failed', 'cancelled'];

/** Over the list: what is looked for, what it is narrowed to, and how it is shown. */
export function LibraryBar({ search, count, isBusy, view, onNarrow, onView, onHelp }: LibraryBarProps) {
  const text = useText();
  return (
    <div className={styles.bar}>
      <SearchField
        value={search.q ?? ''}
        isBusy={isBusy}
        onSearch={(words) => {
          const { q: _before, ...rest } = search;
          onNarrow(words ? { ...rest, q: words } : rest, { replace: true });
        }}
      />
      <div className={styles.filters} data-filters>
        <FilterField
          label={text('library.status')}
          value={search.status ?? ''}
          options={[
            { id: '', label: text('library.status.any') },
            ...statuses.map((id) => ({ id, label: text(`library.status.${id}`) })),
          ]}
          onChange={(chosen) => {
            const { status: _before, ...rest } = search;
            const status = statuses.find((each) => each === chosen);
            onNarrow(status ? { ...rest, status } : rest);
          }}
        />
        <ProviderFilter search={search} onNarrow={onNarrow} />
        {search.sourceTrackId !== undefined && (
          <MadeFromChip
            trackId={search.sourceTrackId}
            onRemove={() => {
              const { sourceTrackId: _before, ...rest } = search;
              onNarrow(rest);
            }}
          />
        )}
        <p className={styles.count} role="status">
          {count && (count.shown > 0 || !count.isAll)
            ? text(count.isAll ? 'library.count' : 'library.countMore', { count: count.shown })
            : ''}
        </p>
        <span className={styles.tools}>
          <SelectButton />
          <ViewSwitch view={view} onView={onView} />
          <span className={styles.help}>
            <IconButton icon="keyboard" label={text('library.shortcuts.open')} onClick={onHelp} />
          </span>
        </span>
      </div>
    </div>
  );
}

/** Only where there is a choice, or where one was made that is none any more. */
function ProviderFilter({ search, onNarrow }: Pick<LibraryBarProps, 'search' | 'onNarrow'>) {
  const text = useText();
  const { data: providers = [] } = useProviders();
  const known = providers.filter(({ configured, id }) => configured || id === search.provider);
  const chosen = search.provider ?? '';
  if (known.length < 2 && !chosen) return null;
  const isUnknown = chosen !== '' && !known.some(({ id }) => id === chosen);
  return (
    <FilterField
      label={text('library.provider')}
      value={chosen}
      options={[
        { id: '', label: text('library.provider.any') },
        ...known.map((each) => ({ id: each.id, label: providerName(each) })),
        ...(isUnknown ? [{ id: chosen, label: chosen }] : []),
      ]}
      onChange={(id) => {
        const { provider: _before, ...rest } = search;
        onNarrow(id ? { ...rest, provider: id } : rest);
      }}
    />
  );
}

function SelectButton() {
  const text = useText();
  const isOn = useSelection((selection) => selection.isOn);
  return (
    <button
      type="button"
      className={styles.select}
      aria-pressed={isOn}
      onClick={() => (isOn ? clearSelection() : beginSelection())}
    >
      {text(isOn ? 'library.select.end' : 'library.select')}
    </button>
  );
}

function ViewSwitch({ view, onView }: Pick<LibraryBarProps, 'view' | 'onView'>) {
  const text = useText();
  return (
    <span className={styles.views} role="group" aria-label={text('library.view')}>
      {(['grid', 'list'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className={styles.view}
          aria-label={text(`library.view.${each}`)}
          title={text(`library.view.${each}`)}
          aria-pressed={view === each}
          onClick={() => onView(each)}
        >
          <Icon name={each === 'grid' ? 'tiles' : 'rows'} size={18} />
        </button>
      ))}
    </span>
  );
}
