import { request as send, type Agent, type Dispatcher } from 'undici';
import { errorCode } from './error-code.ts';

/** What became of one request up to the head of its reply. */
export type Sent =
  | { readonly kind: 'response'; readonly response: Dispatcher.ResponseData }
  | { readonly kind: 'not-sent'; readonly code: string }
  | { readonly kind: 'unanswered'; readonly code: string; readonly aborted: boolean };

type RequestOptions = Omit<NonNullable<Parameters<typeof send<null>>[1]>, 'dispatcher' | 'signal'>;

/**
 * Sends one request, once. `not-sent` is certain: no connection had been made for it. Idle connections are not held against
 * the end of the process.
 */
export async function sendOnce(
  agent: Agent,
  url: string,
  options: RequestOptions,
  signal: AbortSignal,
): Promise<Sent> {
  if (signal.aborted) return { kind: 'not-sent', code: 'aborted' };
  let isSent = false;
  const dispatcher = agent.compose(noteStart(() => (isSent = !signal.aborted)));
  const abort = onceAborted(signal);
  try {
    // undici looks at the signal only when it has a connection, and making one may take its ten seconds.
    const response = await Promise.race([send(url, { ...options, dispatcher, signal }), abort.happened]);
    return { kind: 'response', response };
  } catch (error) {
    const code = signal.aborted ? 'aborted' : errorCode(error);
    return isSent ? { kind: 'unanswered', code, aborted: signal.aborted } : { kind: 'not-sent', code };
  } finally {
    abort.forget();
  }
}

/** `onRequestStart` comes when a connection stands and the first byte is about to be written. */
function noteStart(note: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      note();
      start?.(controller, context);
    };
    return dispatch(options, handler);
  };
}

function onceAborted(signal: AbortSignal): { readonly happened: Promise<never>; forget(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new Error('aborted'));
  signal.addEventListener('abort', stop);
  return { happened: promise, forget: () => signal.removeEventListener('abort', stop) };
}
