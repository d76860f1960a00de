import { useState } from 'react';
import type { Asset } from '@impresario/protocol';
import { Icon } from '../ui/icon.tsx';
import styles from './cover.module.css';

/** A square picture; the words beside it say what it belongs to, so it is silent. */
export function Cover({ asset }: { asset: Asset | null }) {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  if (!asset || brokenUrl === asset.url) {
    return (
      <div className={styles.none}>
        <Icon name="note" size={28} />
      </div>
    );
  }
  return (
    <img
      className={styles.cover}
      src={asset.url}
      alt=""
      width={512}
      height={512}
      decoding="async"
      onError={() => setBrokenUrl(asset.url)}
    />
  );
}
