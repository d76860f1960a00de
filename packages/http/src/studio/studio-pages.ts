/** The addresses of the studio's pages, as its router has them (apps/studio/src/app/router.tsx). */
const PAGES = /^\/(?:|library|tracks\/[^/]+|credits|settings|admin(?:\/(?:users(?:\/[^/]+)?|audit))?)\/?$/;
const FILE_NAME = /\.[a-z0-9]+$/i;

/**
 * What the studio's page is answered with at an address a browser asks for: 200 where it has a page, 404 where it has
 * none and says so in its own words; null for what looks like a file, which is there or is not.
 */
export function studioPageStatus(path: string): 200 | 404 | null {
  if (PAGES.test(path)) return 200;
  return FILE_NAME.test(path) ? null : 404;
}
