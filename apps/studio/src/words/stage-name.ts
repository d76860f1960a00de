import { say, type MessageKey } from '../i18n/index.ts';

/** The stages that the engine and the built-in composer tell, as they tell them. */
const known: Readonly<Record<string, MessageKey>> = {
  Composing: 'words.stage.composing',
  Playing: 'words.stage.playing',
  Mixing: 'words.stage.mixing',
  Mastering: 'words.stage.mastering',
  Encoding: 'words.stage.encoding',
  'Painting the cover': 'words.stage.painting',
  'Asking the provider': 'words.stage.asking',
  'Being made': 'words.stage.made',
  'Fetching the late result': 'words.stage.fetching',
  'Making the next version': 'words.stage.next',
  'Storing the files': 'words.stage.storing',
  'Waiting to try again': 'words.stage.waiting',
};

/** A stage in the chosen language; in the engine's own words where it is not one we know. */
export function stageName(stage: string): string {
  const key = known[stage];
  return key ? say(key) : stage;
}
