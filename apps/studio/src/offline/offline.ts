// The page that the service worker shows while the server does not answer. It stands alone: none of the studio runs here.

const everyMs = 2_000;
const root = document.documentElement;

function kept(name: string): string | null {
  try {
    return localStorage.getItem(`impresario.${name}`)?.replaceAll('"', '') ?? null;
  } catch {
    return null;
  }
}

const theme = kept('theme');
if (theme === 'dark' || theme === 'light') root.dataset['theme'] = theme;

const languages = [...document.querySelectorAll('section')].map(({ lang }) => lang);
const wanted = [kept('language') ?? '', ...navigator.languages].map((tag) => tag.split('-')[0] ?? '');
root.lang = wanted.find((tag) => languages.includes(tag)) ?? 'en';
for (const words of document.querySelectorAll<HTMLElement>('main [lang]'))
  words.hidden = words.lang !== root.lang;

async function look(): Promise<void> {
  const isBack = await fetch('/readyz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isBack) window.location.reload();
  else setTimeout(() => void look(), everyMs);
}
setTimeout(() => void look(), everyMs);
