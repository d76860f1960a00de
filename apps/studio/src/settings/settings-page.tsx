import { LanguageField } from '../app/language-field.tsx';
import { Page } from '../app/page.tsx';
import { ThemeField } from '../app/theme-field.tsx';
import { useText } from '../i18n/index.ts';
import { KeysSection } from '../keys/keys-section.tsx';
import { AboutSection } from './about-section.tsx';
import { ConnectionState } from './connection-state.tsx';
import { SettingsSection } from './settings-section.tsx';

/** What the user may set, and what they may want to know of the place they are in. */
export function SettingsPage() {
  const text = useText();
  return (
    <Page title={text('shell.nav.settings')} lead={text('settings.lead')}>
      <SettingsSection title={text('settings.appearance')} lead={text('settings.appearance.lead')}>
        <ThemeField />
        <LanguageField />
      </SettingsSection>
      <SettingsSection title={text('keys.title')} lead={text('keys.lead')}>
        <KeysSection />
      </SettingsSection>
      <SettingsSection title={text('settings.connection')}>
        <ConnectionState />
      </SettingsSection>
      <AboutSection />
    </Page>
  );
}
