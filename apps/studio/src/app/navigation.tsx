import { Link } from '@tanstack/react-router';
import { useIsAdmin } from '../api/api-keys.ts';
import { useText } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './navigation.module.css';

const places = [
  { to: '/', name: 'create', icon: 'spark' },
  { to: '/library', name: 'library', icon: 'shelf' },
  { to: '/credits', name: 'credits', icon: 'coin' },
  { to: '/settings', name: 'settings', icon: 'sliders' },
] as const;

/** The pages: a rail beside them, or on a small screen tabs at the foot. */
export function Navigation() {
  const text = useText();
  return (
    <nav className={styles.nav} aria-label={text('shell.nav')}>
      <ul className={styles.list}>
        {places.map(({ to, name, icon }) => (
          <li key={to}>
            <Link to={to} className={styles.link} activeOptions={{ exact: to === '/' }}>
              <span className={styles.icon}>
                <Icon name={icon} size={22} />
              </span>
              {text(`shell.nav.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Stands apart, because only some have it and nothing may move when it comes. */
export function AdminLink() {
  const text = useText();
  const isAdmin = useIsAdmin();
  if (!isAdmin) return null;
  return (
    <Link to="/admin" className={styles.link} data-apart="">
      <span className={styles.icon}>
        <Icon name="gauge" size={22} />
      </span>
      <span className={styles.apartName}>{text('shell.nav.admin')}</span>
    </Link>
  );
}
