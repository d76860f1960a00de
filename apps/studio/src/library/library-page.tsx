import { Page } from '../app/page.tsx';
import { useText } from '../i18n/index.ts';

export function LibraryPage() {
  const text = useText();
  return <Page title={text('shell.nav.library')} />;
}
