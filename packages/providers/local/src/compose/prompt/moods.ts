/** A mood and how it bends the music: each bend is −1 … +1, added to the style's own habits. */
export interface Mood {
  readonly id: string;
  readonly words: readonly string[];
  /** Towards minor (−) or major (+). */
  readonly light: number;
  readonly tempo: number;
  readonly brightness: number;
  readonly intensity: number;
  readonly density: number;
}

const mood = (
  id: string,
  bends: readonly [light: number, tempo: number, brightness: number, intensity: number, density: number],
  words: string,
): Mood => ({
  id,
  light: bends[0],
  tempo: bends[1],
  brightness: bends[2],
  intensity: bends[3],
  density: bends[4],
  words: [id, ...words.split(', ')],
});

/** The moods that a prompt may name, with their words in English and Russian. */
export const moods: readonly Mood[] = [
  mood(
    'happy',
    [1, 0.4, 0.5, 0.2, 0.3],
    'cheerful, joyful, upbeat, uplifting, fun, sunny, joy, playful, bright, весёлый, веселая, радостный, счастливый, солнечный',
  ),
  mood(
    'sad',
    [-1, -0.5, -0.4, -0.3, -0.3],
    'melancholic, melancholy, sorrow, heartbroken, lonely, crying, bittersweet, tearful, грустный, печальный, тоска, одинокий, меланхоличный',
  ),
  mood(
    'dark',
    [-1, -0.1, -0.7, 0.1, 0],
    'ominous, sinister, gloomy, evil, haunting, scary, horror, мрачный, тёмный, темная, зловещий, страшный',
  ),
  mood(
    'dreamy',
    [0.2, -0.4, -0.1, -0.3, -0.3],
    'dream, ethereal, floating, hazy, nostalgic, nostalgia, мечтательный, сонный, ностальгия, воздушный',
  ),
  mood(
    'epic',
    [-0.3, 0.2, 0.3, 0.8, 0.4],
    'heroic, powerful, triumphant, majestic, battle, victory, эпический, эпичный, героический, мощный, торжественный',
  ),
  mood(
    'calm',
    [0.3, -0.6, -0.3, -0.6, -0.5],
    'chill, relaxed, peaceful, gentle, soft, quiet, mellow, soothing, laid-back, спокойный, тихий, мягкий, нежный, расслабленный',
  ),
  mood(
    'energetic',
    [0.1, 0.7, 0.4, 0.6, 0.5],
    'energy, driving, powerful beat, intense, hype, workout, party, энергичный, бодрый, драйв, заводной',
  ),
  mood(
    'romantic',
    [0.3, -0.4, 0, -0.2, -0.1],
    'love, tender, sensual, wedding, intimate, романтичный, любовь, романтика, влюблённый',
  ),
  mood(
    'aggressive',
    [-0.9, 0.4, 0.2, 0.9, 0.5],
    'angry, furious, brutal, rage, fierce, злой, агрессивный, яростный, жёсткий',
  ),
  mood(
    'mysterious',
    [-0.6, -0.3, -0.3, -0.2, -0.2],
    'mystery, enigmatic, suspense, tense, eerie, таинственный, загадочный, тревожный, мистический',
  ),
  mood(
    'hopeful',
    [0.8, 0.1, 0.3, 0.2, 0.1],
    'hope, inspiring, inspirational, motivational, optimistic, вдохновляющий, надежда, мотивация',
  ),
  mood(
    'cozy',
    [0.5, -0.3, -0.3, -0.4, -0.2],
    'warm, cosy, rainy, autumn, coffee, уютный, тёплый, осенний, дождливый',
  ),
  mood('groovy', [0, 0.1, 0.1, 0.2, 0.4], 'smooth, sexy, cool, swagger, грувовый, стильный'),
  mood('cold', [-0.6, -0.1, 0.1, -0.1, -0.2], 'icy, winter, frozen, snow, холодный, зимний, снег'),
];

/** The bends of several moods together, each kept within −1 … +1. */
export type Feel = Omit<Mood, 'id' | 'words'>;

/** The mean of the moods; all zero when there are none. */
export function feelOf(found: readonly Mood[]): Feel {
  const mean = (read: (mood: Mood) => number): number =>
    found.length === 0 ? 0 : found.reduce((sum, each) => sum + read(each), 0) / found.length;
  return {
    light: mean((each) => each.light),
    tempo: mean((each) => each.tempo),
    brightness: mean((each) => each.brightness),
    intensity: mean((each) => each.intensity),
    density: mean((each) => each.density),
  };
}
