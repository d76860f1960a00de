import { Page } from '../app/page.tsx';
import { useText } from '../i18n/index.ts';

export function AuditPage() {
  const text = useText();
  return <Page title={text('shell.nav.admin')} />;
}
