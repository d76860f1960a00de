import type { MessagesLike } from '../message.ts';
import type { messages as english } from '../en/index.ts';
import { shell } from './shell.ts';

export const messages: MessagesLike<typeof english> = { ...shell };
