import type { credits as english } from '../en/credits.ts';
import type { MessagesLike } from '../message.ts';

export const credits: MessagesLike<typeof english> = {
  'credits.lead': 'Сколько можно потратить, что сколько стоит и куда всё ушло.',
  'credits.balance': 'Можно потратить',
  'credits.unit': '{count, plural, one {кредит} few {кредита} many {кредитов} other {кредита}}',
  'credits.usedToday': 'сегодня потрачено {amount}',
  'credits.plan': 'Тариф «{plan}»',
  'credits.plan.free': 'Бесплатный',
  'credits.plan.pro': 'Pro',
  'credits.plan.premium': 'Premium',
  'credits.unread': 'Не удалось прочитать кредиты. {why}',
  'credits.empty.hint': 'Осмотреться можно бесплатно. Добавить кредитов может администратор.',

  'credits.limits': 'Пределы вашего тарифа',
  'credits.limit.perMinute': 'В минуту',
  'credits.limit.perDay': 'Сегодня',
  'credits.limit.concurrent': 'Одновременно',
  'credits.limit.left': 'осталось {remaining} из {limit}',
  'credits.limit.unlimited': 'создано {used}, без предела',
  'credits.limit.soon': 'ещё один через {seconds} с',
  'credits.limit.midnight': 'счёт начнётся заново в {time}',
  'credits.limit.running':
    '{used, plural, one {# создаётся} few {# создаются} many {# создаются} other {# создаются}}',
  'credits.limit.untouched': 'ничего не использовано',

  'credits.prices': 'Что сколько стоит',
  'credits.prices.note': 'Цена действует на момент заказа; новый прейскурант прежних списаний не меняет.',
  'credits.prices.unread': 'Не удалось прочитать цены.',

  'credits.refunds': 'Возвраты',
  'credits.refunds.failed':
    'За неудачу платить не нужно: кредиты возвращаются в ту же секунду, сами, и это видно в истории.',
  'credits.refunds.cancelled':
    'Если отменить до начала работы сервиса, вернётся всё. Если платный сервис уже начал, не вернётся; об этом скажут до отмены.',
  'credits.refunds.late':
    'Если неудавшаяся песня всё же придёт позже, её можно забрать: тогда она оплачивается один раз по прежней цене.',
  'credits.refunds.double': 'Двойной щелчок, обрыв связи или перезагрузка дважды денег не спишут.',

  'credits.statement': 'Выписка',
  'credits.statement.text': 'Все движения за месяц одним файлом, с остатком до и после.',
  'credits.statement.period': 'Период',
  'credits.statement.year': 'Последние двенадцать месяцев',
  'credits.statement.csv': 'Таблица (CSV)',
  'credits.statement.json': 'Данные (JSON)',

  'credits.history': 'История',
  'credits.history.filter': 'Показать',
  'credits.history.all': 'Всё',
  'credits.history.generation': 'Потрачено',
  'credits.history.refund': 'Вернулось',
  'credits.history.grant': 'Начислено',
  'credits.history.correction': 'Поправки',
  'credits.history.claim': 'Запоздавшее',
  'credits.history.reading': 'Открываем книги…',
  'credits.history.unread': 'Не удалось прочитать историю. {why}',
  'credits.history.none': 'Движений пока не было.',
  'credits.history.none.filtered': 'Такого пока не было.',
  'credits.history.older': 'Показать раньше',
  'credits.history.end': 'Это всё.',
  'credits.history.balance': 'остаток {balance}',

  'credits.move.signup': 'Приветственные кредиты',
  'credits.move.grant': 'Начислено вам',
  'credits.move.correction': 'Поправка',
  'credits.move.refund': 'Возврат: {operation}',
  'credits.move.claim': 'Запоздавший результат: {operation}',
  'credits.move.late': 'Забрано после неудачи',
  'credits.move.open': 'Открыть трек',
  'credits.move.opened': 'Открыть то, за что это',
  'credits.move.gone': 'Того, за что это, уже нет.',
};
