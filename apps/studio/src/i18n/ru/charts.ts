import type { charts as english } from '../en/charts.ts';
import type { MessagesLike } from '../message.ts';

export const charts: MessagesLike<typeof english> = {
  'charts.asTable': '{title}: показать таблицей',
  'charts.asPicture': '{title}: показать графиком',
  'charts.time': 'Время',
};
