import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** The same keys in another language; a missing one does not compile. */
export type MessagesLike<English> = { readonly [Key in keyof English]: string };

/** What the build makes of a message: its words, or its parsed form where there is something to fill in. */
export type BuiltMessage = string | MessageFormatElement[];

/** What is filled into a message. */
export type Values = Readonly<Record<string, string | number | Date | null | undefined>>;
