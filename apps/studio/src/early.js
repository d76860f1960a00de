// Runs before the first paint, so that a chosen theme never flashes the other one, and asks at once for what main.tsx
// would find out it needs only when it has been fetched itself: the language, and the files of the page.
(function () {
  const root = document.documentElement;
  const { languages, pages } = document.currentScript.dataset;
  const { nonce } = document.currentScript;

  function kept(name) {
    try {
      return localStorage.getItem(`impresario.${name}`);
    } catch {
      return null;
    }
  }

  const theme = kept('theme');
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;

  const filesOf = JSON.parse(languages);
  const wanted = [kept('language')?.replaceAll('"', ''), ...navigator.languages];
  const language = wanted.map((tag) => tag?.toLowerCase().split('-')[0]).find((base) => base in filesOf);
  root.lang = language ?? 'en';

  const page = JSON.parse(pages).find(([path]) => new RegExp(path).test(location.pathname));
  for (const file of [...filesOf[root.lang], ...(page?.[1] ?? [])]) {
    const link = document.createElement('link');
    link.nonce = nonce;
    if (file.endsWith('.js')) link.rel = 'modulepreload';
    else {
      link.rel = 'preload';
      link.as = file.endsWith('.css') ? 'style' : 'font';
    }
    // As the page asks for them later; asked otherwise they would be fetched twice.
    link.crossOrigin = '';
    link.href = file;
    document.head.append(link);
  }
})();
