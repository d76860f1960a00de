/** The player, and the wording of what sounds. */
export const player = {
  'player.name': 'Player',
  'player.position': 'Position',
  'player.at': '{position} of {duration}',
  'player.play': 'Play',
  'player.pause': 'Pause',
  'player.playTip': 'Play (space)',
  'player.pauseTip': 'Pause (space)',
  'player.previous': 'Previous version (Shift ←)',
  'player.next': 'Next version (Shift →)',
  'player.volume': 'Volume',
  'player.percent': '{percent} percent',
  'player.failed': 'Could not be played. Try again',
  'player.refused': 'Press play: the browser waits for you',
  'player.version': 'Version {number} of {count}',
  'player.preview': 'Version {number} of {count}, preview',
  'player.stem': '{stem}, version {number}',
} as const;
