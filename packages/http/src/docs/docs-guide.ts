import { html } from 'hono/html';
import type { Html } from './docs-page.ts';

/** What holds for all operations, said once. */
export function docsGuide(baseUrl: string): Html {
  return html`<section aria-labelledby="guide">
    <h2 id="guide">In short</h2>
    <h3>Who you are</h3>
    <p>
      Send <code>Authorization: Bearer …</code>. On your own machine the token is in
      <code>owner-token</code> in the data directory; elsewhere it is the token of your user. Programs better
      use an API key of their own (<code>POST /v1/keys</code>): it can be limited to reading, and revoked
      without touching anything else. Event streams also take <code>?ticket=</code>.
    </p>
    <pre tabindex="0"><code>export TOKEN=$(cat data/owner-token)
curl ${baseUrl}/v1/credits -H "Authorization: Bearer $TOKEN"</code></pre>
    <h3>Once, even when sent twice</h3>
    <p>
      Give every wish its own <code>Idempotency-Key</code>: 1 to 255 printable ASCII characters, bare or in
      double quotes. The same key with the same body gets the first reply again, byte for byte, with
      <code>Idempotent-Replayed: true</code>; it makes no second track and costs nothing. With another body it
      is refused (422). Keys are kept for ever, for each user apart. What was refused is not remembered.
    </p>
    <h3>Waiting for a track</h3>
    <p>
      Follow its events, read it at its <code>Location</code>, or hold the reply for up to a minute with
      <code>Prefer: wait=60</code>: 200 when the track is finished by then, else 202.
    </p>
    <h3>More than one song</h3>
    <p>
      A finished track can be extended, covered, sung over or sung anew: each makes a new track. Stems, WAV,
      video, personas, lyrics and styles are operations: they answer with their own resource, which is read at
      <code>/v1/operations/…</code> and followed like a track. Their files land on the version they were made
      of; their words are in <code>result</code>. What a provider cannot do is refused with
      <code>unsupported_operation</code>; <code>GET /v1/providers</code> says what each can.
    </p>
    <h3>Your own audio</h3>
    <p>
      Send a file of at most 50 MB to <code>POST /v1/uploads</code>, and its <code>id</code> as
      <code>referenceAssetId</code> with the new track.
    </p>
    <pre
      tabindex="0"
    ><code>curl ${baseUrl}/v1/uploads -H "Authorization: Bearer $TOKEN" -F file=@song.mp3</code></pre>
    <h3>Callbacks</h3>
    <p>
      Providers tell of their tasks at <code>POST /webhooks/…</code>. Nothing depends on it: a track whose
      callbacks are lost is finished all the same, a little later.
    </p>
    <h3>Limits</h3>
    <p>
      Replies that count against a limit say so in <code>RateLimit-Policy</code>, <code>RateLimit</code> and
      <code>X-RateLimit-Limit</code>, <code>-Remaining</code>, <code>-Reset</code>. A refusal (429) adds
      <code>Retry-After</code> and uses nothing up.
    </p>
    <h3>Events</h3>
    <p>
      A lost connection is resumed with <code>Last-Event-ID</code>, with nothing lost. When the id is too old,
      the first event is <code>reset</code> with the tracks as they are now. Work beside tracks is told of as
      <code>event: operation</code>.
    </p>
    <p>
      One WebSocket at <code>/v1/realtime</code> carries the same: several subscriptions, each with its own
      place, and a token that is renewed in mid-stream.
    </p>
  </section>`;
}
