/** What is part of the studio's files and is not ours; a test holds it against what the packages say of themselves. */
export const works: readonly { readonly name: string; readonly licence: string }[] = [
  { name: '@formatjs/icu-messageformat-parser', licence: 'MIT' },
  { name: '@tanstack/react-query', licence: 'MIT' },
  { name: '@tanstack/react-router', licence: 'MIT' },
  { name: 'intl-messageformat', licence: 'BSD-3-Clause' },
  { name: 'react', licence: 'MIT' },
  { name: 'react-dom', licence: 'MIT' },
];
