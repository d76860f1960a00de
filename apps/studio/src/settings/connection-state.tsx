import { useIdentity } from '../api/api-keys.ts';
import { useReach } from '../api/reach.ts';
import { useText } from '../i18n/index.ts';
import styles from './settings.module.css';

/** Whether the engine is there, whether it tells of changes by itself, and whom it takes the user for. */
export function ConnectionState() {
  const text = useText();
  const { isReachable, isLive } = useReach();
  const identity = useIdentity();
  const state = !isReachable ? 'away' : isLive ? 'live' : 'asking';
  return (
    <>
      <p className={styles.state} data-state={state} role="status">
        {text(`settings.connection.${state}`)}
      </p>
      <dl className={styles.facts}>
        <dt>{text('settings.connection.address')}</dt>
        <dd>{window.location.origin}</dd>
        <dt>{text('settings.connection.you')}</dt>
        <dd>
          {identity ? `${identity.userId} (${text(`settings.connection.role.${identity.role}`)})` : '…'}
        </dd>
      </dl>
    </>
  );
}
