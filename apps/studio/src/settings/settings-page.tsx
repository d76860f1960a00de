import { LanguageField } from '../app/language-field.tsx';
import { Page } from '../app/page.tsx';
import { ThemeField } from '../app/theme-field.tsx';
import { useText } from '../i18n/index.ts';

export function SettingsPage() {
  const text = useText();
  return (
    <Page title={text('shell.nav.settings')} isNarrow>
      <ThemeField />
      <LanguageField />
    </Page>
  );
}
