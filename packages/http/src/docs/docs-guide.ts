import { html } from 'hono/html';
import type { Html } from './docs-page.ts';

/** What holds for all operations, said once. */
export function docsGuide(baseUrl: string): Html {
  return html`<section aria-labelledby="guide">
    <h2 id="guide">Guide</h2>
    <h3>Who you are</h3>
    <p>
      Send <code>Authorization: Bearer …</code>. On your own machine the token is in
      <code>owner-token</code> in the data directory; elsewhere it is the token of your user. Event streams
      also take <code>?ticket=</code>.
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
    <h3>Limits</h3>
    <p>
      Replies that count against a limit say so in <code>RateLimit-Policy</code>, <code>RateLimit</code> and
      <code>X-RateLimit-Limit</code>, <code>-Remaining</code>, <code>-Reset</code>. A refusal (429) adds
      <code>Retry-After</code> and uses nothing up.
    </p>
    <h3>Events</h3>
    <p>
      A lost connection is resumed with <code>Last-Event-ID</code>, with nothing lost. When the id is too old,
      the first event is <code>reset</code> with the tracks as they are now.
    </p>
  </section>`;
}
