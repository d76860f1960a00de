import type { Operation } from '@impresario/protocol';

export type DialogOperation =
  'extend' | 'replace-section' | 'cover' | 'add-vocals' | 'add-instrumental' | 'persona';

/** What stands in the dialog; each operation shows some of it. */
export interface OperationFields {
  continueAtSeconds: number;
  startSeconds: number;
  endSeconds: number;
  prompt: string;
  lyrics: string;
  styleTags: string;
  name: string;
  description: string;
}

export type FieldName = keyof OperationFields;

interface OperationForm {
  readonly fields: readonly FieldName[];
  /** Those of them that must not be blank, whoever the provider is. */
  readonly required: readonly FieldName[];
}

export const operationForms: Readonly<Record<DialogOperation & Operation, OperationForm>> = {
  extend: { fields: ['continueAtSeconds', 'prompt', 'lyrics'], required: [] },
  'replace-section': { fields: ['startSeconds', 'endSeconds', 'lyrics', 'prompt'], required: ['lyrics'] },
  cover: { fields: ['prompt', 'styleTags'], required: [] },
  'add-vocals': { fields: ['prompt', 'lyrics', 'styleTags'], required: [] },
  'add-instrumental': { fields: ['prompt', 'styleTags'], required: [] },
  persona: { fields: ['name', 'description'], required: ['name', 'description'] },
};

/** The body to send: the version, and what was filled in of this operation's fields. */
export function operationBody(
  operation: DialogOperation,
  versionId: string,
  fields: OperationFields,
  endOfVersion: number,
): Record<string, unknown> {
  const body: Record<string, unknown> = { versionId };
  for (const name of operationForms[operation].fields) {
    const value = fields[name];
    if (name === 'styleTags') {
      const tags = fields.styleTags.split(',').map((tag) => tag.trim());
      if (tags.some(Boolean)) body['styleTags'] = tags.filter(Boolean);
    } else if (name === 'continueAtSeconds') {
      // The end is where it begins anyway; the provider knows it more exactly than we do.
      if (fields.continueAtSeconds < endOfVersion) body[name] = value;
    } else if (typeof value === 'number' || value.trim() !== '') body[name] = value;
  }
  return body;
}
