import { useEffect, useRef, useState } from 'react';
import { chooseLanguage, languages, useLanguage, useText, type LanguageCode } from '../i18n/index.ts';
import { FieldError } from '../ui/field-error.tsx';
import { Segments } from '../ui/segments.tsx';

// The page is drawn anew in another language; the focus is to stay at the choice.
let wasChosen = false;

/** What the studio speaks. */
export function LanguageField() {
  const text = useText();
  const language = useLanguage();
  const field = useRef<HTMLDivElement>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    if (wasChosen) field.current?.querySelector<HTMLElement>(':checked')?.focus();
    wasChosen = false;
  }, []);
  const choose = (code: LanguageCode) => {
    wasChosen = true;
    setLost(false);
    chooseLanguage(code).catch(() => {
      wasChosen = false;
      setLost(true);
    });
  };
  return (
    <div ref={field}>
      <Segments
        label={text('shell.language')}
        isWide
        options={languages.map(({ code, name }) => ({ value: code, label: name }))}
        value={language}
        onChange={choose}
      />
      <FieldError id="language-error">{isLost ? text('shell.language.lost') : null}</FieldError>
    </div>
  );
}
