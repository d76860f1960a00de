import { use, type ComponentType } from 'react';

/** The file of a page did not come: the studio was updated since this tab was opened, or nobody answers. */
export class PageMissing extends Error {
  override readonly name = 'PageMissing';
}

interface LazyPage {
  (): React.ReactNode;
  /** The router calls it before it shows the page, and when a link to it is pointed at. */
  preload(): Promise<void>;
}

/** A page whose file is fetched when it is first wanted. Unlike the router's own, it never reloads the studio by itself. */
export function lazyPage(load: () => Promise<ComponentType>): LazyPage {
  let coming: Promise<ComponentType> | null = null;
  const fetched = () => {
    coming ??= load().catch((cause: unknown) => {
      // The next wish asks again.
      coming = null;
      throw new PageMissing('the file of this page did not come', { cause });
    });
    return coming;
  };
  let Loaded: ComponentType | null = null;
  const preload = async () => {
    Loaded = await fetched();
  };
  function Page() {
    const Wanted = Loaded ?? use(fetched());
    return <Wanted />;
  }
  return Object.assign(Page, { preload });
}
