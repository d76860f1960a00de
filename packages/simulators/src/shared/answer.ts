import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Fault } from './faults.ts';
import { rulesInPrompt } from './prompt-words.ts';
import type { Occasion } from './script.ts';
import type { Call, Service } from './service.ts';
import type { Stage } from './stage.ts';
import type { NewTask, Task } from './task-book.ts';

/** What the work behind a reply is given. */
export interface Work {
  /** A fault that only the service can play (`unknown-status`, …); null otherwise. */
  readonly fault: Fault | null;
  /**
   * Accepts and bills new work. `begin` starts its steps and callbacks: when the reply is out, or before it
   * when a rule says so.
   */
  accept<Detail>(task: NewTask<Detail>, begin?: (task: Task<Detail>) => void): Task<Detail>;
}

type Answerer = (work: Work) => Response | Promise<Response>;
type Started = { readonly task: Task; readonly begin: () => void };

/** Runs `answer` under the script: a rule of this station, or a word of the prompt, may play a fault instead. */
export async function answerUnder(
  on: 'submit' | 'poll' | 'upload',
  { stage, service, call }: { readonly stage: Stage; readonly service: Service; readonly call: Call },
  occasion: Occasion,
  answer: Answerer,
): Promise<Response> {
  if (on === 'submit') stage.counts.submits += 1;
  if (on === 'poll') stage.counts.polls += 1;
  const words = on === 'submit' ? rulesInPrompt(occasion.prompt ?? '') : [];
  const path = call.req.path;
  const fault =
    stage.script.take(on, { ...occasion, path }) ?? words.find((rule) => rule.on === on)?.do ?? null;
  const started: Started[] = [];
  const work: Work = {
    fault,
    accept: (fresh, begin) => {
      const task = acceptTask(
        stage,
        fresh,
        words.filter((rule) => rule.on !== on),
      );
      if (begin) started.push({ task, begin: () => begin(task) });
      return task;
    },
  };
  if (fault?.fault === 'reset-before') return cut(call);
  if (fault?.fault === 'hang') return new Promise<Response>(() => undefined);
  if (fault?.fault === 'error') return service.refusal(fault);
  if (fault?.fault === 'html') return proxyPage(fault.status ?? 502);
  if (fault?.fault === 'delay')
    await new Promise<void>((resolve) => void stage.world.after(fault.ms ?? 1000, resolve));
  const response = await answer(work);
  await begin(stage, call, started);
  if (fault?.fault === 'accept-then-reset') return cut(call);
  if (fault?.fault === 'accept-then-html') return proxyPage(fault.status ?? 504);
  if (fault?.fault === 'empty') return new Response(null, { status: 200 });
  if (fault?.fault === 'truncated') return sendHalf(call, response);
  return response;
}

function acceptTask<Detail>(
  stage: Stage,
  fresh: NewTask<Detail>,
  words: ReturnType<typeof rulesInPrompt>,
): Task<Detail> {
  const { id, kind, prompt, body, price, status, detail } = fresh;
  for (const rule of words) stage.script.add({ ...rule, match: { ...rule.match, taskId: id } });
  const task: Task<Detail> = {
    ...{ id, kind, prompt, body, status, detail },
    callbackUrl: fresh.callbackUrl ?? null,
    createdAt: stage.world.now(),
    billed: price,
    faults: stage.script.takeAll('task', { taskId: id, prompt }),
    callbacks: [],
    finishedAt: null,
    polls: 0,
  };
  stage.tasks.set(id, task);
  // Balances are fractional (0.4 credits for lyrics), and floats are not: a millionth is fine enough.
  stage.creditsLeft = Math.round((stage.creditsLeft - price) * 1e6) / 1e6;
  stage.counts.billable += 1;
  stage.log(`accepted ${kind} ${id}`);
  return task;
}

/** Callbacks wait until the reply is out, so that an instant one does not overtake it by accident. */
async function begin(stage: Stage, call: Call, started: readonly Started[]): Promise<void> {
  for (const { task, begin: start } of started) {
    const early = task.callbackUrl !== null && isAwaitedEarly(stage, task);
    if (!early)
      stage.callbacks.holdBack(
        task.id,
        new Promise((resolve) => call.env.outgoing.once('close', () => resolve())),
      );
    start();
    if (early) await stage.callbacks.firstDone(task.id);
  }
}

function isAwaitedEarly(stage: Stage, task: Task): boolean {
  return stage.script
    .rules()
    .some(
      ({ on, do: { fault }, match }) =>
        on === 'callback' &&
        fault === 'before-reply' &&
        (match?.taskId ?? task.id) === task.id &&
        task.prompt.includes(match?.promptIncludes ?? ''),
    );
}

/** Ends the connection without a reply. */
function cut(call: Call): Response {
  call.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

async function sendHalf(call: Call, response: Response): Promise<Response> {
  const body = Buffer.from(await response.arrayBuffer());
  const { outgoing } = call.env;
  outgoing.writeHead(response.status, {
    'content-type': response.headers.get('content-type') ?? 'application/json',
    'content-length': body.length,
  });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

function proxyPage(status: number): Response {
  const page = `<!doctype html><html><head><title>${status}: Bad gateway</title></head><body>cloudflare</body></html>`;
  return new Response(page, { status, headers: { 'content-type': 'text/html; charset=UTF-8' } });
}
