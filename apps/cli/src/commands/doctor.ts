import { ImpresarioError, type Client } from '@impresario/client';
import type { Finding } from '@impresario/protocol';
import { lookFromOutside } from '../doctor/look-from-outside.ts';
import { exitCode } from '../exit-code.ts';
import { renderFindings } from '../terminal/render-findings.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom } from './with-client.ts';

/** `impresario doctor`: walks the checklist of a deployment; ends well only when nothing has to be mended. */
export function doctorVerb(world: World): Verb {
  return defineVerb({
    name: 'doctor',
    summary: 'Check a deployment: what is wrong, and what to do about it',
    usage: '',
    examples: [
      { line: 'doctor', note: 'The server of this machine, or one started for it' },
      {
        line: 'doctor --url https://music.example.com --json',
        note: 'For a monitor: exit 1 when something failed',
      },
    ],
    args: serverOptions,
    positionalsMax: 0,
    run: async ({ args }) => {
      let findings: readonly Finding[] = [];
      const ask = async (client: Client) => {
        const outside = await lookFromOutside(client, world);
        const isReachable = outside.find(({ id }) => id === 'reachable')?.status === 'ok';
        const inside = isReachable ? await lookInside(client) : [];
        findings = [...outside, ...inside];
        return { outside, inside };
      };
      await printFrom(world, args, ask, ({ outside, inside }, { paint }) => {
        const parts = [['From here', outside] as const, ['From inside', inside] as const];
        return renderFindings(
          parts.filter(([, part]) => part.length > 0),
          paint,
        );
      });
      const failures = findings.filter(({ status }) => status === 'failed');
      if (failures.some(({ id }) => id === 'reachable')) return exitCode.unreachable;
      return failures.length > 0 ? exitCode.failed : exitCode.ok;
    },
  });
}

/** What the server says of itself, which it says to operators alone. */
async function lookInside(client: Client): Promise<Finding[]> {
  const subject = { id: 'inside', title: 'Checks of the server' };
  try {
    return await client.admin.examine();
  } catch (error) {
    if (error instanceof ImpresarioError && (error.status === 403 || error.status === 401)) {
      const remedy = 'Come with the token of an operator (role admin) to see them.';
      return [{ ...subject, status: 'warning', detail: 'were not shown to this token', remedy }];
    }
    const detail = error instanceof Error ? error.message : String(error);
    return [{ ...subject, status: 'failed', detail, remedy: 'Look at the log of the server.' }];
  }
}
