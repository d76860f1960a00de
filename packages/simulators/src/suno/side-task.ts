import type { Hono } from 'hono';
import { answerUnder } from '../shared/answer.ts';
import type { Fault } from '../shared/faults.ts';
import { hexId } from '../shared/ids.ts';
import type { Call, ServiceEnv } from '../shared/service.ts';
import { faultOf, type Task } from '../shared/task-book.ts';
import { bodyOf, ok, refuse, text, type Gateway } from './gateway.ts';
import { refusedForNow } from './music-routes.ts';
import { needsCallback, type Body, type Complaint } from './music-rules.ts';

/** Work beside a song: lyrics, WAV, stems, video, cover. Each has its own paths and its own shapes. */
export interface SideKind {
  readonly name: string;
  /** `POST <path>/generate` (or `submitPath`) starts it, `GET <path>/record-info` looks at it. */
  readonly path: string;
  readonly submitPath?: string;
  readonly realisticMs: number;
  readonly statuses: {
    readonly pending: string | number;
    readonly done: string | number;
    readonly failed: string | number;
    readonly createFailed: string | number;
    readonly moderated: string | number;
  };
  price(body: Body): number;
  check(gateway: Gateway, body: Body): Complaint;
  /** `data` of record-info, without the status. */
  record(gateway: Gateway, task: SideTask, withResult: boolean): Record<string, unknown>;
  /** Where the status stands in it. */
  readonly statusField: 'status' | 'successFlag';
  /** The body of the callback; `code` is 200 when it went well. */
  callback(gateway: Gateway, task: SideTask, code: number): unknown;
}

export interface SideDetail {
  readonly family: string;
  failure: { readonly code: number; readonly message: string } | null;
}
export type SideTask = Task<SideDetail>;

export function addSideRoutes(app: Hono<ServiceEnv>, gateway: Gateway, kind: SideKind): void {
  app.post(kind.submitPath ?? `${kind.path}/generate`, (call) => submitSide(gateway, call, kind));
  app.get(`${kind.path}/record-info`, (call) => lookAtSide(gateway, call, kind));
}

async function submitSide(gateway: Gateway, call: Call, kind: SideKind): Promise<Response> {
  const { stage, dialect } = gateway;
  const body = await bodyOf(call);
  if (!body) return refuse(dialect, 'not-json');
  const prompt = text(body['prompt']);
  return answerUnder('submit', { ...gateway, call }, { prompt }, (work) => {
    const complaint = needsCallback(body) ?? kind.check(gateway, body);
    if (complaint) return refuse(dialect, complaint.reason, complaint.message);
    const price = kind.price(body);
    const refused = refusedForNow(gateway, call, price);
    if (refused) return refused;
    const detail: SideDetail = { family: kind.name, failure: null };
    const status = String(kind.statuses.pending);
    const callbackUrl = text(body['callBackUrl']);
    const id = hexId(stage.world);
    work.accept({ id, kind: kind.name, prompt, body, callbackUrl, price, status, detail }, (task) =>
      runSide(gateway, kind, task),
    );
    return ok({ taskId: id });
  });
}

function runSide(gateway: Gateway, kind: SideKind, task: SideTask): void {
  const { stage } = gateway;
  if (faultOf(task, 'never-finishes')) return;
  const slowMs = faultOf(task, 'slow')?.ms ?? 0;
  stage.later(stage.pace(kind.realisticMs) + slowMs, () => {
    const failed = faultOf(task, 'fail');
    const moderated = faultOf(task, 'moderated');
    task.finishedAt = stage.world.now();
    if (failed || moderated) {
      // sunoapi names 400 for a failure of these kinds, kie 501; both name 500.
      const code = failed?.code ?? (moderated || gateway.dialect === 'sunoapi' ? 400 : 501);
      task.detail.failure = { code, message: moderated ? 'Blocked words' : `${kind.name} failed` };
      task.status = String(moderated ? kind.statuses.moderated : failedStatus(kind, code));
      stage.callbacks.send(task, 'error', kind.callback(gateway, task, code));
      return;
    }
    task.status = String(kind.statuses.done);
    stage.callbacks.send(task, 'complete', kind.callback(gateway, task, 200));
  });
}

function failedStatus({ statuses }: SideKind, code: number): string | number {
  return code === 408 ? statuses.createFailed : statuses.failed;
}

/** A task of another kind, or none, answers `data: null`: observed. */
function lookAtSide(gateway: Gateway, call: Call, kind: SideKind): Promise<Response> {
  const { stage } = gateway;
  const taskId = call.req.query('taskId');
  const task = stage.tasks.get(taskId ?? '');
  return answerUnder('poll', { ...gateway, call }, { taskId, prompt: task?.prompt }, ({ fault }) => {
    if (!task || task.kind !== kind.name) return ok(null);
    task.polls += 1;
    return ok(recordOf(gateway, kind, task as SideTask, fault));
  });
}

function recordOf(gateway: Gateway, kind: SideKind, task: SideTask, fault: Fault | null) {
  const isMute =
    fault?.fault === 'success-without-audio' || faultOf(task, 'success-without-audio') !== undefined;
  const isDone = task.status === String(kind.statuses.done);
  const isNumber = typeof kind.statuses.done === 'number';
  const status = isNumber ? Number(task.status) : task.status;
  return {
    ...kind.record(gateway, task, isDone && !isMute),
    [kind.statusField]:
      fault?.fault === 'unknown-status' ? (fault.word ?? (isNumber ? 9 : 'AWAITING_REVIEW')) : status,
    errorCode: task.detail.failure?.code ?? null,
    errorMessage: task.detail.failure?.message ?? null,
  };
}
