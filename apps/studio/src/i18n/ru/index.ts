import type { MessagesLike } from '../message.ts';
import type { messages as english } from '../en/index.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

export const messages: MessagesLike<typeof english> = { ...shell, ...words };
