import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { IconButton } from './button.tsx';
import type { IconName } from './icon.tsx';
import styles from './menu.module.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Beside the label, quietly: what it costs, or how large it is. */
  readonly note: string;
  readonly onChoose?: () => void;
  /** A file that choosing it saves. */
  readonly href?: string;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Why nothing can be chosen now; null when it can. */
  readonly closedBecause: string | null;
  /** By Tab; in long lists not every menu is. */
  readonly isReachable?: boolean;
  /** What its button shows; three dots without it. */
  readonly icon?: IconName;
}

/** A button with a menu: arrows and letters move, Enter chooses, Escape and a look elsewhere close. */
export function Menu({ label, items, closedBecause, isReachable = true, icon = 'more' }: MenuProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = () => root.current?.querySelector<HTMLButtonElement>('[aria-haspopup]');
  const close = () => {
    setOpen(false);
    button()?.focus();
  };
  return (
    <div
      ref={root}
      className={styles.root}
      onBlur={(event) => {
        if (isOpen && !root.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <IconButton
        icon={icon}
        label={label}
        tabIndex={isReachable ? 0 : -1}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpen(true);
        }}
      />
      {isOpen && (
        <MenuItems id={id} label={label} items={items} closedBecause={closedBecause} onClose={close} />
      )}
    </div>
  );
}

function MenuItems(props: MenuProps & { id: string; onClose: () => void }) {
  const { id, label, items, closedBecause, onClose } = props;
  const menu = useRef<HTMLDivElement>(null);
  const entries = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  useEffect(() => {
    entries()[0]?.focus({ preventScroll: true });
    menu.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = destination(event.key, at, all);
    if (event.key === 'Escape') onClose();
    else if (to !== null) all[to]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.menu} ref={menu}>
      {closedBecause && (
        <p id={`${id}-why`} className={styles.why}>
          {closedBecause}
        </p>
      )}
      <div
        id={id}
        role="menu"
        aria-label={label}
        aria-describedby={closedBecause ? `${id}-why` : undefined}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <MenuEntry key={item.id} item={item} isClosed={closedBecause !== null} onClose={onClose} />
        ))}
      </div>
    </div>
  );
}

interface MenuEntryProps {
  readonly item: MenuItem;
  readonly isClosed: boolean;
  readonly onClose: () => void;
}

function MenuEntry({ item, isClosed, onClose }: MenuEntryProps) {
  const words = (
    <>
      <span>{item.label}</span>
      {item.note && <span className={styles.note}>{item.note}</span>}
    </>
  );
  const common = {
    role: 'menuitem',
    tabIndex: -1,
    className: styles.item,
    // One entry is lit at a time: the mouse takes the focus along.
    onPointerMove: ({ pointerType, currentTarget }: PointerEvent<HTMLElement>) => {
      if (pointerType === 'mouse') currentTarget.focus({ preventScroll: true });
    },
  };
  if (item.href !== undefined) {
    return (
      <a {...common} href={item.href} download onClick={onClose}>
        {words}
      </a>
    );
  }
  return (
    <button
      {...common}
      type="button"
      aria-disabled={isClosed ? true : undefined}
      onClick={() => {
        if (isClosed) return;
        onClose();
        item.onChoose?.();
      }}
    >
      {words}
    </button>
  );
}

/** Where a key leads among the entries; null where it leads nowhere. */
function destination(key: string, at: number, entries: readonly HTMLElement[]): number | null {
  const count = entries.length;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (!/^\p{L}$/u.test(key)) return null;
  const begins = (entry: HTMLElement) => entry.textContent.toLowerCase().startsWith(key.toLowerCase());
  const after = entries.findIndex((entry, index) => index > at && begins(entry));
  const found = after < 0 ? entries.findIndex(begins) : after;
  return found < 0 ? null : found;
}
