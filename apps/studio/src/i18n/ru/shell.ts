import type { MessagesLike } from '../message.ts';
import type { shell as english } from '../en/shell.ts';

export const shell: MessagesLike<typeof english> = {
  'shell.name': 'Impresario',
  'shell.title': '{page} · Impresario',
  'shell.skip': 'Перейти к содержанию',
  'shell.home': 'Impresario, на главную',
  'shell.nav': 'Разделы',
  'shell.nav.create': 'Создать',
  'shell.nav.library': 'Фонотека',
  'shell.nav.credits': 'Кредиты',
  'shell.nav.settings': 'Настройки',
  'shell.nav.admin': 'Админка',
  'shell.credits':
    '<strong>{amount}</strong> {count, plural, one {кредит} few {кредита} many {кредитов} other {кредита}}',
  'shell.theme': 'Тема',
  'shell.theme.system': 'Как в системе',
  'shell.theme.light': 'Светлая',
  'shell.theme.dark': 'Тёмная',
  'shell.language': 'Язык',
  'shell.language.lost': 'Не удалось загрузить этот язык. Попробуйте через минуту.',
  'shell.theme.toDark': 'Включить тёмную тему',
  'shell.theme.toLight': 'Включить светлую тему',
  'shell.loading': 'Выходим на сцену…',
  'shell.notFound.title': 'Здесь тишина.',
  'shell.notFound.text':
    'По этому адресу ничего нет. Возможно, в нём опечатка, или то, что здесь было, удалили.',
  'shell.notFound.home': 'Вернуться на сцену',
  'shell.notFound.library': 'В фонотеку',
  'shell.fault.title': 'Лопнула струна.',
  'shell.fault.text':
    'На этой странице случилась ошибка. Ваша музыка цела и хранится на сервере, а то, что сейчас создаётся, создаётся дальше.',
  'shell.fault.retry': 'Попробовать ещё раз',
  'shell.fault.details': 'Текст ошибки',
  'shell.updated.title': 'Студия обновилась.',
  'shell.updated.text':
    'В этой вкладке ещё прежняя версия, и нужной страницы в ней уже нет. Загрузите новую — ничего не потеряется.',
  'shell.updated.reload': 'Загрузить новую версию',
  'shell.away.title': 'Сервер не отвечает.',
  'shell.away.text': 'Страницу не удалось загрузить. Она откроется сама, как только сервер вернётся.',
  'shell.returned.title': 'Сервер снова на связи.',
  'shell.returned.text': 'Эту страницу нужно загрузить заново, и музыка при этом остановится.',
  'shell.returned.reload': 'Загрузить',
};
