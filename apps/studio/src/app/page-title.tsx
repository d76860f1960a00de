import { useEffect, type ReactNode } from 'react';
import { headingCame } from './page-focus.ts';
import { showTitle } from './window-title.ts';

interface PageTitleProps {
  /** The page in a few words: stands in the window's title, and in the heading where there is nothing else. */
  readonly title: string;
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}

/** The one `<h1>` of a page. It takes the focus when its page is gone to, and names the window. */
export function PageTitle({ title, className, children = title }: PageTitleProps) {
  useEffect(headingCame, []);
  useEffect(() => showTitle(title), [title]);
  return (
    <h1 className={className} tabIndex={-1} data-page-title="">
      {children}
    </h1>
  );
}
