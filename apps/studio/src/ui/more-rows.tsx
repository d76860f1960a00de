import { useEffect, useRef } from 'react';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { FieldError } from './field-error.tsx';
import styles from './more-rows.module.css';

interface MoreRowsProps {
  readonly query: Pick<
    UseInfiniteQueryResult,
    'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'error'
  >;
  /** On the button. */
  readonly more: string;
  /** Said where the list ends. */
  readonly end: string;
}

/** The foot of a list that comes page by page: the next one comes as it is scrolled near, or by the button. */
export function MoreRows({ query, more, end }: MoreRowsProps) {
  const text = useText();
  const foot = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, error } = query;
  const next = useRef(query.fetchNextPage);
  next.current = query.fetchNextPage;
  // After a failure nobody but the reader asks again.
  const isWatching = hasNextPage && !isFetchingNextPage && !error;
  useEffect(() => {
    if (!foot.current || !isWatching) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void next.current();
      },
      { rootMargin: '300px' },
    );
    watcher.observe(foot.current);
    return () => watcher.disconnect();
  }, [isWatching]);
  return (
    <div ref={foot} className={styles.foot}>
      <FieldError id="more-unread">{error && hasNextPage ? explain(error) : null}</FieldError>
      {hasNextPage ? (
        <Button aria-disabled={isFetchingNextPage || undefined} onClick={() => void query.fetchNextPage()}>
          {isFetchingNextPage ? text('ui.fetching') : more}
        </Button>
      ) : (
        <p>{end}</p>
      )}
    </div>
  );
}
