import { readFileSync } from 'node:fs';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { filesOf, type Bundle } from './bundle-files.ts';

const source = readFileSync(new URL('../src/early.js', import.meta.url), 'utf8');
const router = readFileSync(new URL('../src/app/router.tsx', import.meta.url), 'utf8');

/** Of each language, what is not in its messages' file: letters that the house font lacks. */
const fontsOf: Readonly<Record<string, string>> = { ru: 'onest-cyrillic' };

/**
 * Puts the early script before everything else in the head, as a file of its own with a hashed name: the page's policy
 * forbids inline scripts, and a module would run only after the first paint. What it is to ask for stands beside it.
 */
export function earlyScript(): Plugin {
  return {
    name: 'studio:early-script',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'asset', name: 'early.js', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, path }) {
        if (!bundle || path !== '/index.html') return html;
        return { html, tags: [scriptTag(bundle)] };
      },
    },
  };
}

function scriptTag(bundle: Bundle): HtmlTagDescriptor {
  const file = assetOf(bundle, 'early');
  const languages = ['en', 'ru'].map((code) => {
    const font = fontsOf[code];
    const files = filesOf(bundle, `/src/i18n/${code}/index.ts`);
    return [code, font ? [...files, assetOf(bundle, font)] : files] as const;
  });
  const pages = pagesOf(router).map(({ path, module }) => [
    `^${path.replace(/\$\w+/g, '[^/]+')}/?$`,
    filesOf(bundle, `/src/${module}`),
  ]);
  const attrs = {
    src: file,
    'data-languages': JSON.stringify(Object.fromEntries(languages)),
    'data-pages': JSON.stringify(pages),
  };
  return { tag: 'script', attrs, injectTo: 'head-prepend' };
}

/** The address of an emitted file, by the beginning of its name. */
function assetOf(bundle: Bundle, name: string): string {
  const file = Object.keys(bundle).find((each) => each.startsWith(`assets/${name}-`));
  if (!file) throw new Error(`${name} is not among the built files`);
  return `/${file}`;
}

/** The pages as the router has them: their paths, and the modules they are loaded from. */
function pagesOf(text: string): { path: string; module: string }[] {
  const found = [...text.matchAll(/(?:page\(|path: )'([^']+)'[^;]*?import\('\.\.\/([^']+)'\)/g)];
  if (found.length === 0) throw new Error('no page was found in router.tsx');
  return found.map(([, path = '', module = '']) => ({ path, module }));
}
