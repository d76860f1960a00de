import { Hono } from 'hono';
import path from 'node:path';
import { answerUnder } from '../shared/answer.ts';
import type { ShelvedFile } from '../shared/file-shelf.ts';
import { json, type Call, type ServiceEnv } from '../shared/service.ts';
import { text } from '../suno/gateway.ts';
import { fetchOwn } from '../suno/reach.ts';
import { digits, type Gateway } from './gateway.ts';

const bytesMax = 10 * 1024 * 1024;

/** What an uploaded file is for decides which field takes it; the last two are newer and have no route here. */
const purposes = [
  ...(['reference', 'vocal', 'melody', 'instrumental', 'voice', 'audio', 'remix'] as const),
  ...(['soundtrack', 'lyrics-video'] as const),
] as const;
export type Purpose = (typeof purposes)[number];

/** Endings that are documented for a purpose; what the others take is not. */
const endings: Partial<Record<Purpose, readonly string[]>> = {
  reference: ['.mp3', '.m4a'],
  melody: ['.mp3', '.m4a', '.mid'],
};

export function uploadRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.post('/v1/files/upload', (call) => upload(gateway, call));
  return app;
}

/** An upload of that purpose by its id; never one of another. */
export function findUpload({ stage }: Gateway, purpose: Purpose, id: unknown): ShelvedFile | undefined {
  return stage.files.get(`uploads/${purpose}/${String(id)}`);
}

function upload(gateway: Gateway, call: Call): Promise<Response> {
  const { stage, refuse } = gateway;
  const invalid = (what: string) => refuse('invalid', `Invalid Request: ${what}`);
  return answerUnder('upload', { ...gateway, call }, {}, async () => {
    const form = await call.req.parseBody().catch(() => null);
    if (!form) return invalid('multipart/form-data expected');
    const purpose = purposes.find((each) => each === form['purpose']);
    if (!purpose) return invalid(`purpose is one of ${purposes.join(', ')}`);
    const given = await fileOf(gateway, form);
    if (!given || given.bytes.length === 0) return invalid('file is required');
    const ending = path.posix.extname(given.name).toLowerCase();
    if (endings[purpose]?.includes(ending) === false)
      return invalid(`${purpose} takes no ${ending || 'such file'}`);
    if (given.bytes.length > bytesMax) return invalid('file must not exceed 10 MB');
    const id = digits(stage.world, 9);
    const { bytes, name: filename, type: contentType } = given;
    const make = () => Promise.resolve(bytes);
    stage.files.put({ path: `uploads/${purpose}/${id}`, task: null, contentType, make });
    const created_at = Math.floor(stage.world.now() / 1000);
    return json({ id, filename, bytes: bytes.length, created_at, purpose });
  });
}

interface Given {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly type: string;
}

/** The file, or what is at `url`, which newer clients send instead. */
async function fileOf({ stage }: Gateway, form: Readonly<Record<string, unknown>>): Promise<Given | null> {
  const { file } = form;
  if (file instanceof File)
    return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name, type: file.type };
  const address = text(form['url']);
  const fetched = await fetchOwn(stage, address);
  if (!fetched) return null;
  const name = path.posix.basename(URL.parse(address)?.pathname ?? '');
  // Another machine is never asked: a song of our own stands for its file.
  const bytes = fetched.length > 0 ? fetched : await stage.songs.mp3(address, stage.songSeconds);
  return { bytes, name, type: 'audio/mpeg' };
}
