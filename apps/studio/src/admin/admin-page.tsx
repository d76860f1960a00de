import type { ComponentType, ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useIdentity } from '../api/api-keys.ts';
import { Page } from '../app/page.tsx';
import { useText } from '../i18n/index.ts';
import buttons from '../ui/button.module.css';
import styles from './admin-page.module.css';

const sections = [
  { to: '/admin', name: 'overview' },
  { to: '/admin/users', name: 'users' },
  { to: '/admin/audit', name: 'audit' },
] as const;

interface AdminPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of administrators, with the way to the others. */
export function AdminPage({ children, ...page }: AdminPageProps) {
  const text = useText();
  return (
    <>
      <nav className={styles.sections} aria-label={text('admin.sections')}>
        {sections.map(({ to, name }) => (
          <Link key={to} to={to} className={styles.section} activeOptions={{ exact: to === '/admin' }}>
            {text(`admin.${name}`)}
          </Link>
        ))}
      </nav>
      <Page {...page}>{children}</Page>
    </>
  );
}

/** Lets administrators alone to a page: anybody else is told so, and nothing is asked of the server for them. */
export function forAdmins(Inside: ComponentType): ComponentType {
  return function AdminsOnly() {
    const text = useText();
    const identity = useIdentity();
    if (identity?.role === 'admin') return <Inside />;
    return identity ? <Closed /> : <Page title={text('shell.nav.admin')} lead={text('admin.reading')} />;
  };
}

function Closed() {
  const text = useText();
  return (
    <Page title={text('admin.closed.title')} lead={text('admin.closed.text')} isNarrow>
      <Link to="/" className={`${buttons.button} ${buttons.plain}`}>
        {text('admin.closed.home')}
      </Link>
    </Page>
  );
}
