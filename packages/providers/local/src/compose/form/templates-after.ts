import type { SectionKind } from '../../score.ts';
import { kindOfLetter } from './draft-form.ts';
import { formTemplates, type FormFamily } from './form-templates.ts';

/**
 * How songs of a family go on after a section: the rest of every form behind such a section. It never holds an
 * intro and is never an outro alone; where no form has the section, whole forms without their intro.
 */
export function templatesAfter(family: FormFamily, kind: SectionKind): string[] {
  const forms = formTemplates[family].map((template) => template.split(' '));
  const kindOf = (token: string) => kindOfLetter[token.charAt(0)];
  const rests = forms.flatMap((tokens) =>
    tokens.flatMap((token, i) => (kindOf(token) === kind ? [tokens.slice(i + 1)] : [])),
  );
  const musical = rests.filter((tokens) => tokens.some((token) => kindOf(token) !== 'outro'));
  const chosen =
    musical.length > 0 ? musical : forms.map((tokens) => tokens.filter((token) => kindOf(token) !== 'intro'));
  return [...new Set(chosen.map((tokens) => tokens.join(' ')))];
}
