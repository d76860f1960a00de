import type { MessagesLike } from '../message.ts';
import type { player as english } from '../en/player.ts';

export const player: MessagesLike<typeof english> = {
  'player.name': 'Плеер',
  'player.position': 'Позиция',
  'player.at': '{position} из {duration}',
  'player.play': 'Слушать',
  'player.pause': 'Пауза',
  'player.playTip': 'Слушать (пробел)',
  'player.pauseTip': 'Пауза (пробел)',
  'player.previous': 'Предыдущая версия (Shift ←)',
  'player.next': 'Следующая версия (Shift →)',
  'player.volume': 'Громкость',
  'player.percent': '{percent} %',
  'player.failed': 'Не воспроизводится. Попробовать ещё раз',
  'player.refused': 'Нажмите «Слушать»: браузер ждёт вас',
  'player.version': 'Версия {number} из {count}',
  'player.preview': 'Версия {number} из {count}, черновик',
  'player.stem': '{stem}, версия {number}',
};
