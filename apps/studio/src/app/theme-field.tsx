import { useText } from '../i18n/index.ts';
import { Segments } from '../ui/segments.tsx';
import { chooseTheme, useThemeChoice } from './theme.ts';

/** Dark, light, or as the device has it. */
export function ThemeField() {
  const text = useText();
  const choice = useThemeChoice();
  return (
    <Segments
      label={text('shell.theme')}
      isWide
      options={[
        { value: 'system', label: text('shell.theme.system') },
        { value: 'light', label: text('shell.theme.light') },
        { value: 'dark', label: text('shell.theme.dark') },
      ]}
      value={choice}
      onChange={chooseTheme}
    />
  );
}
