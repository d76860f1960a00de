import { signToken, userClaims } from '@impresario/server/testing';
import type { Track } from '@impresario/protocol';
import { ample, type AdmissionPlace } from './admission-place.ts';

/** What pgbench runs: `admit_track` with the arguments that one admission through HTTP gives it. */
export async function admissionScript(
  place: AdmissionPlace,
  body: object,
  accounts: number,
): Promise<string> {
  const [user = ''] = await place.begin(1);
  const shown = await admitOnce(place, user, body);
  const queueDeadlineAt = new Date(Date.now() + 600_000).toISOString();
  const row = {
    ...{ ...shown, makesSong: true, bucket: 'generate', sourceTrackId: null, sourceVersionId: null },
    ...{ body, request: { ...shown, ...body }, queueDeadlineAt },
  };
  await place.keepArguments({ limits: place.plans, row, response: JSON.stringify(shown) });
  return `
\\set account random(0, ${accounts - 1})
select admit_track(
  now(), 'bench-' || :account, 'premium', 0, gen_random_uuid()::text, sha256('bench'), limits, 1000,
  jsonb_set(row, '{id}', to_jsonb(gen_random_uuid())), response,
  jsonb_build_object(
    'askedPerMinute', ${ample.perMinute}, 'perMinute', ${ample.perMinute}, 'fullAtUs', in_us(now())
  )
) from bench_arguments;
`;
}

async function admitOnce({ server, secret }: AdmissionPlace, user: string, body: object): Promise<Track> {
  const reply = await fetch(`${server.url}/v1/tracks`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${signToken(secret, userClaims(user))}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (reply.status !== 202) throw new Error(`HTTP ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as Track;
}
