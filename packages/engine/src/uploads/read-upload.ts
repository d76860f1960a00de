import type { Core } from '../core.ts';

/** Where an upload of this user is stored; null when they have none of that id. */
export async function readUploadKey(core: Core, userId: string, uploadId: string): Promise<string | null> {
  const upload = await core.db.kysely
    .selectFrom('uploads')
    .select('key')
    .where('id', '=', uploadId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return upload?.key ?? null;
}
