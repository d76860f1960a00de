export interface GuideOptions {
  /** The folder of the documents, as the repository has it; null where there is none. */
  readonly documents: string | null;
  /** Style sheets with the colours and measures that the guide's own uses. */
  readonly styles: readonly string[];
  /** Folders of fonts and marks. */
  readonly looks: readonly string[];
  /** Where this server is reached; examples show it. */
  readonly baseUrl: string;
  /** The address of what a piece of code names, such as `POST /v1/tracks`; null for all other code. */
  readonly linkOfCode: (code: string) => string | null;
}
