import { createClient } from '../client.ts';
import type { Deployment } from '../deployment.ts';
import type { Acknowledged, Notebook } from '../notebook.ts';

const atOnce = 8;

/** Sends everything that was acknowledged once more, under its key: the first answer must come back to the byte (I17). */
export async function findOtherReplays(
  { nodes, jwtSecret }: Deployment,
  { work }: Notebook,
): Promise<string[]> {
  const urls = nodes.filter(({ role }) => role === 'api').map(({ url }) => url);
  const asksAgain = (status: number) => status === 503;
  const client = createClient({ urls, secret: jwtSecret, asksAgain, onRetry: () => {} });
  const found: string[] = [];
  const left = work.values();

  async function replay({ wish, text, id }: Acknowledged): Promise<void> {
    const answer = await client.send(wish);
    if (answer?.status === 202 && answer.isReplay && answer.text === text) return;
    found.push(
      `${id}: ${answer?.status} ${answer?.isReplay ? '' : 'no '}replay ${answer?.text.slice(0, 200)}`,
    );
  }

  async function replayWhatIsLeft(): Promise<void> {
    for (const acknowledged of left) await replay(acknowledged);
  }

  await Promise.all(Array.from({ length: atOnce }, replayWhatIsLeft));
  return found;
}
