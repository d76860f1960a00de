import type { settings as english } from '../en/settings.ts';
import type { MessagesLike } from '../message.ts';

export const settings: MessagesLike<typeof english> = {
  'settings.lead': 'Как студия выглядит и какие программы могут действовать от вашего имени.',
  'settings.appearance': 'Оформление',
  'settings.appearance.lead': 'Как студия выглядит в этом браузере. В других она может выглядеть иначе.',
  'settings.connection': 'Связь',
  'settings.connection.live': 'Связь есть. Всё, что происходит на сервере, видно здесь сразу.',
  'settings.connection.asking':
    'Сервер отвечает, но живая линия оборвалась. Студия спрашивает его каждые несколько секунд; ничего не теряется.',
  'settings.connection.away':
    'Сервер не отвечает. Студия продолжает попытки и прочтёт всё заново, когда он вернётся.',
  'settings.connection.address': 'Сервер',
  'settings.connection.you': 'Вы',
  'settings.connection.role.user': 'пользователь',
  'settings.connection.role.admin': 'администратор',
  'settings.about': 'О программе',
  'settings.about.version': 'Impresario {version}',
  'settings.about.guide': 'Руководство',
  'settings.about.guide.note': 'Как всё устроено; открывается и без интернета',
  'settings.about.api': 'Справочник API',
  'settings.about.api.note': 'Все адреса с примерами',
  'settings.about.licences': 'Лицензии',
  'settings.about.licences.text':
    'Impresario — свободная программа под лицензией MIT. Студия сделана с помощью работ, перечисленных ниже; шрифт — Bricolage Grotesque Матьё Триэ под SIL Open Font License 1.1.',
  'settings.about.fonts': 'Лицензии шрифтов:',
};
