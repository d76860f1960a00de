/** What the scripted far end does with one request. */
export type Behaviour =
  | { readonly do: 'ok' }
  /** An answer with this status; its text repeats prompt and key, as careless providers do. */
  | {
      readonly do: 'error';
      readonly status: number;
      readonly code?: string;
      readonly retryAfterSeconds?: number;
    }
  /** The connection is cut when the headers are in: the body was not read, no task exists. */
  | { readonly do: 'reset-before-body' }
  /** The body is read, no task is made, the connection is cut. */
  | { readonly do: 'reset-after-body' }
  /** The work is done (a submit makes its task), then the connection is cut: the reply is lost. */
  | { readonly do: 'lose-reply' }
  /** As `lose-reply`, but the connection stays open without an answer until `close()` or the client leaves. */
  | { readonly do: 'hang' }
  | { readonly do: 'html'; readonly status?: number }
  | { readonly do: 'truncated-json' }
  | { readonly do: 'empty' }
  /** These bytes in place of the real ones, e.g. a download that is not audio. */
  | { readonly do: 'bytes'; readonly bytes: Uint8Array; readonly mimeType: string }
  | { readonly do: 'json'; readonly body: unknown; readonly status?: number };

/** The requests the scripted far end tells apart. */
export type Call = 'submit' | 'inline' | 'poll' | 'find' | 'cancel' | 'download';

/** What one look at a task shows. */
export interface Step {
  /** `queued | running | first | succeeded | failed | canceled`, or any other word to be unknown. */
  readonly status: string;
  /** 0–1. */
  readonly progress?: number;
  /** How many clips have their audio; by default 1 at `first`, all at `succeeded`, none otherwise. */
  readonly readyCount?: number;
  /** The error code of a failed task. */
  readonly error?: string;
}

export interface ScriptedCallback {
  readonly type: 'text' | 'first' | 'complete' | 'error';
  /** Milliseconds after the task was made; `before-reply` posts and waits before the submit is answered. */
  readonly after: number | 'before-reply';
  /** Sent so often, by default once. */
  readonly times?: number;
}

/** How the songs asked for from now on go. */
export interface SongScript {
  /** One step a look; the last one stays. */
  readonly steps: readonly Step[];
  /** In the order they are posted when their time is the same. */
  readonly callbacks: readonly ScriptedCallback[];
  /** Clips made; null: as many as were asked for. */
  readonly variants: number | null;
  readonly audio: 'mp3' | 'wav';
  /** Length of the audio; null: what was asked for, else 2 s. */
  readonly durationSeconds: number | null;
  /** How long each kind of request takes to be answered, in real milliseconds. */
  readonly latencyMs: Partial<Record<Call, number>>;
  readonly covers: boolean;
}

export const plainSong: SongScript = {
  steps: [{ status: 'running', progress: 0.5 }, { status: 'succeeded' }],
  callbacks: [],
  variants: null,
  audio: 'mp3',
  durationSeconds: null,
  latencyMs: {},
  covers: true,
};

export interface SeenRequest {
  readonly call: Call;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed JSON body; null when there was none or it was not read. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** A song as the far end keeps it. */
export interface SongTask {
  readonly taskId: string;
  readonly correlation: string | null;
  readonly callbackUrl: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly script: SongScript;
  lookCount: number;
  /** Set by `setStep`: shown from then on whatever the script says. */
  pinned: Step | null;
  canceled: boolean;
}

/** What came of one callback posted to us; status null when nobody answered. */
export interface CallbackReceipt {
  readonly taskId: string;
  readonly type: ScriptedCallback['type'];
  readonly status: number | null;
}
