import { Hono } from 'hono';
import path from 'node:path';
import { answerUnder } from '../shared/answer.ts';
import { hexId } from '../shared/ids.ts';
import { json, type Call, type ServiceEnv } from '../shared/service.ts';
import { bodyOf, refuse, text, type Gateway } from './gateway.ts';
import { fetchOwn } from './reach.ts';

const types: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.m4a': 'audio/mp4',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

interface Upload {
  readonly bytes: Uint8Array;
  readonly uploadPath: string;
  readonly fileName: string;
}

/** The three upload calls. The real ones live on a host of their own; here it is the same one. */
export function uploadRoutes(gateway: Gateway): Hono<ServiceEnv> {
  const app = new Hono<ServiceEnv>();
  app.post('/api/file-base64-upload', (call) =>
    upload(gateway, call, async () => fromBase64(await bodyOf(call))),
  );
  app.post('/api/file-url-upload', (call) =>
    upload(gateway, call, async () => fromUrl(gateway, await bodyOf(call))),
  );
  app.post('/api/file-stream-upload', (call) => upload(gateway, call, () => fromForm(call)));
  return app;
}

/** A file, or what is wrong with the call. */
type Read = () => Promise<Upload | string>;

async function upload(gateway: Gateway, call: Call, read: Read): Promise<Response> {
  const { stage, dialect } = gateway;
  return answerUnder('upload', { ...gateway, call }, {}, async () => {
    const given = await read();
    if (typeof given === 'string') return refuse(dialect, 'invalid', given);
    if (given.bytes.length === 0) return refuse(dialect, 'invalid', 'the file is empty');
    const fileName = path.posix.basename(given.fileName) || `${hexId(stage.world, 12)}.mp3`;
    const folder = given.uploadPath.replaceAll(/[^\w/-]/g, '');
    const contentType = types[path.posix.extname(fileName).toLowerCase()] ?? 'application/octet-stream';
    const filePath = `uploads/${folder}/${fileName}`;
    const make = () => Promise.resolve(given.bytes);
    const downloadUrl = stage.files.put({ path: filePath, task: null, contentType, make });
    const uploadedAt = new Date(stage.world.now()).toISOString();
    const data = {
      fileName,
      filePath,
      downloadUrl,
      fileSize: given.bytes.length,
      mimeType: contentType,
      uploadedAt,
    };
    return json({ success: true, code: 200, msg: 'File uploaded successfully', data });
  });
}

type Body = Readonly<Record<string, unknown>> | null;

/** `uploadPath` neither begins nor ends with a slash: documented. */
function placeOf(fields: Readonly<Record<string, unknown>>): Omit<Upload, 'bytes'> | string {
  const uploadPath = text(fields['uploadPath']);
  if (uploadPath === '') return 'uploadPath cannot be null';
  if (/^\/|\/$/.test(uploadPath)) return 'uploadPath must not start or end with a slash';
  return { uploadPath, fileName: text(fields['fileName']) };
}

function fromBase64(body: Body): Upload | string {
  if (!body) return 'The request body is not valid JSON';
  const place = placeOf(body);
  if (typeof place === 'string') return place;
  const encoded = text(body['base64Data']).replace(/^data:[^,]*,/, '');
  return encoded === '' ? 'base64Data cannot be null' : { ...place, bytes: Buffer.from(encoded, 'base64') };
}

async function fromUrl({ stage }: Gateway, body: Body): Promise<Upload | string> {
  if (!body) return 'The request body is not valid JSON';
  const place = placeOf(body);
  if (typeof place === 'string') return place;
  const address = text(body['fileUrl']);
  const bytes = await fetchOwn(stage, address);
  if (!bytes) return 'Failed to fetch the file';
  const fileName = place.fileName || path.posix.basename(URL.parse(address)?.pathname ?? '');
  // Another machine is never asked: a song of our own stands for its file.
  return {
    ...place,
    fileName,
    bytes: bytes.length > 0 ? bytes : await stage.songs.mp3(address, stage.songSeconds),
  };
}

async function fromForm(call: Call): Promise<Upload | string> {
  const form = await call.req.parseBody().catch(() => null);
  if (!form) return 'multipart/form-data expected';
  const place = placeOf(form);
  if (typeof place === 'string') return place;
  const { file } = form;
  if (!(file instanceof File)) return 'file cannot be null';
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { ...place, fileName: place.fileName || file.name, bytes };
}
