/** A request as an adapter gets it: checked, in our words, every absent parameter null. */
export interface MusicRequest {
  readonly model: string;
  readonly prompt: string;
  readonly title: string | null;
  readonly lyrics: string | null;
  readonly styleTags: readonly string[];
  /** null: the provider decides. */
  readonly hasVocals: boolean | null;
  readonly durationSeconds: number | null;
  readonly seed: number | null;
  readonly variants: number;
  readonly customMode: boolean | null;
  readonly negativeTags: string | null;
  readonly vocalGender: 'm' | 'f' | null;
  readonly styleWeight: number | null;
  readonly weirdnessConstraint: number | null;
  readonly audioWeight: number | null;
  readonly referenceAudioUrl: string | null;
  readonly personaId: string | null;
  /** This provider's own part of `providerOptions`. */
  readonly options: Readonly<Record<string, unknown>>;
}
