import { useCallback } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { librarySearch, type LibrarySearch } from './library-search.ts';

/** Narrows the library to this instead. `replace`: without a step of its own for the browser's Back. */
export type Narrow = (search: LibrarySearch, options?: { readonly replace?: boolean }) => void;

/** What the library is narrowed to, kept in the address: a reload, a link and Back bring the same list. */
export function useLibrarySearch(): readonly [LibrarySearch, Narrow] {
  // Read once more, because the router keeps beside what was read of an address everything that stands in it.
  const search = useSearch({ from: '/library', select: librarySearch, structuralSharing: true });
  const navigate = useNavigate({ from: '/library' });
  const narrow = useCallback<Narrow>(
    (next, { replace = false } = {}) => void navigate({ search: next, replace }),
    [navigate],
  );
  return [search, narrow];
}
