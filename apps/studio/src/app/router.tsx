import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Frame } from './frame.tsx';
import { lazyPage } from './lazy-page.tsx';
import { NotFound } from './not-found.tsx';
import { PageFault } from './page-fault.tsx';
import { PageComing } from './page-coming.tsx';
import { librarySearch } from '../library/library-search.ts';
import { followPages } from './page-focus.ts';

const root = createRootRoute({ component: Frame });

function page<const Path extends string>(path: Path, load: Parameters<typeof lazyPage>[0]) {
  return createRoute({ getParentRoute: () => root, path, component: lazyPage(load) });
}

const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  component: lazyPage(async () => (await import('../library/library-page.tsx')).LibraryPage),
  validateSearch: librarySearch,
});

const pages = [
  page('/', async () => (await import('../brief/create-page.tsx')).CreatePage),
  library,
  page('/tracks/$trackId', async () => (await import('../track-page/track-page.tsx')).TrackPage),
  page('/credits', async () => (await import('../credits/credits-page.tsx')).CreditsPage),
  page('/settings', async () => (await import('../settings/settings-page.tsx')).SettingsPage),
  page('/admin', async () => (await import('../admin/overview-page.tsx')).OverviewPage),
  page('/admin/users', async () => (await import('../admin/users-page.tsx')).UsersPage),
  page('/admin/users/$userId', async () => (await import('../admin/user-page.tsx')).UserPage),
  page('/admin/audit', async () => (await import('../admin/audit-page.tsx')).AuditPage),
] as const;

/** The studio's pages and their addresses; the server answers the same ones (packages/http/src/studio/studio-pages.ts). */
export const router = createRouter({
  routeTree: root.addChildren(pages),
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPendingComponent: PageComing,
  defaultErrorComponent: PageFault,
  defaultNotFoundComponent: NotFound,
});
followPages(router);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
