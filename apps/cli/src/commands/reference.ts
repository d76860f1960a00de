import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from '@impresario/client';
import type { CreateTrackInput } from '@impresario/protocol';
import { UsageError } from '../exit-code.ts';

export type TypedReference = { readonly url: string } | { readonly file: string };

type ReferenceFields = Pick<CreateTrackInput, 'referenceAudioUrl' | 'referenceAssetId'>;

/** What `--reference` names: an address, or a file that is there. */
export async function readReference(
  typed: string | undefined,
  userDirectory: string,
): Promise<TypedReference | null> {
  if (typed === undefined) return null;
  if (/^https?:\/\//i.test(typed)) return { url: typed };
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(typed)) {
    throw new UsageError(`--reference takes a file or an address that begins with https://, not “${typed}”.`);
  }
  const file = path.resolve(userDirectory, typed);
  try {
    if ((await stat(file)).isFile()) return { file };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`The reference ${typed} cannot be read (${code ?? 'unknown reason'}).`);
  }
  throw new UsageError(`The reference ${typed} is not a file.`);
}

/** The fields of a request that name the reference, after its file was handed over. */
export async function referenceFields(client: Client, reference: TypedReference): Promise<ReferenceFields> {
  if ('url' in reference) return { referenceAudioUrl: reference.url };
  const { id } = await client.uploads.create(await openAsBlob(reference.file));
  return { referenceAssetId: id };
}
