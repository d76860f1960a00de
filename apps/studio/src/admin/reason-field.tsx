import { useText } from '../i18n/index.ts';
import { TextField } from '../ui/text-field.tsx';

const reasonCharsMax = 500;

interface ReasonFieldProps {
  readonly value: string;
  /** The user sees it among their movements. */
  readonly isShown: boolean;
  readonly isChecked: boolean;
  readonly onChange: (value: string) => void;
}

/** Why something is changed; it stands with the change for ever. */
export function ReasonField({ value, isShown, isChecked, onChange }: ReasonFieldProps) {
  const text = useText();
  return (
    <TextField
      label={text('admin.reason')}
      hint={text(isShown ? 'admin.reason.shown' : 'admin.reason.hint')}
      charsMax={reasonCharsMax}
      autoComplete="off"
      value={value}
      error={isChecked ? reasonFault(value, text) : null}
      onChange={onChange}
    />
  );
}

export function reasonFault(value: string, text: ReturnType<typeof useText>): string | null {
  if (value.trim() === '') return text('admin.reason.missing');
  return [...value].length > reasonCharsMax ? text('admin.reason.long', { max: reasonCharsMax }) : null;
}
