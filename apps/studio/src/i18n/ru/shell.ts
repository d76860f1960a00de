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
  'shell.offline': 'Сервер не отвечает. Пробуем ещё раз…',
  'shell.offline.long':
    '{minutes, plural, =0 {Сервер не отвечает уже полминуты.} one {Сервер не отвечает уже # минуту.} few {Сервер не отвечает уже # минуты.} many {Сервер не отвечает уже # минут.} other {Сервер не отвечает уже # минуты.}}',
  'shell.offline.kept': 'Написанное сохранено, а то, что создавалось, продолжается там. Пробуем ещё раз…',
  'shell.offline.network': 'У этого устройства нет сети. Написанное сохранено. Пробуем ещё раз…',
  'shell.offline.back': 'Сервер снова на связи.',
  'shell.forgetting': 'Браузер ничего не запоминает для студии.',
  'shell.forgetting.more':
    'Всё работает, и музыка цела на сервере, но описание, тема и громкость забудутся, когда вы закроете вкладку.',
  'shell.toasts': 'Сообщения',
  'shell.toast.dismiss': 'Скрыть: {text}',
  'shell.toast.open': 'Открыть',
  'shell.persona': 'Персона сохранена.',
  'shell.persona.named': 'Персона «{name}» сохранена.',
  'shell.persona.use': 'Петь в этой манере',
  'shell.persona.used': 'Персона выбрана в описании.',
  'shell.out.title': 'Служебный вход закрыт.',
  'shell.out.text':
    'Откройте адрес, который терминал показал при запуске сервера. В нём один раз передаётся ваш ключ, и дальше этот браузер его помнит.',
  'shell.out.ended':
    'Срок входа истёк. Войдите снова так же, как раньше, и проверьте здесь: всё продолжится с того же места, а набранное сохранено. На своём сервере откройте адрес, который напечатал терминал.',
  'shell.out.sample': 'Что показывает терминал',
  'shell.out.check': 'Проверить ещё раз',
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
  'shell.updated.soon': 'В этой вкладке ещё прежняя версия. Загрузите новую, когда вам удобно.',
  'shell.updated.reload': 'Загрузить новую версию',
  'shell.away.title': 'Сервер не отвечает.',
  'shell.away.text': 'Страницу не удалось загрузить. Она откроется сама, как только сервер вернётся.',
  'shell.returned.title': 'Сервер снова на связи.',
  'shell.returned.text': 'Эту страницу нужно загрузить заново, и музыка при этом остановится.',
  'shell.returned.reload': 'Загрузить',
};
