import type { Finding } from '@impresario/protocol';

/** What is checked, before its outcome. */
type Subject = readonly [id: string, title: string];

export function ok([id, title]: Subject, detail: string): Finding {
  return { id, title, status: 'ok', detail, remedy: null };
}

export function warning([id, title]: Subject, detail: string, remedy: string): Finding {
  return { id, title, status: 'warning', detail, remedy };
}

export function failed([id, title]: Subject, detail: string, remedy: string): Finding {
  return { id, title, status: 'failed', detail, remedy };
}

/** A look that itself fails is a finding too. */
export async function look(
  subject: Subject,
  remedy: string,
  examine: () => Promise<Finding | Finding[]>,
): Promise<Finding[]> {
  try {
    return [await examine()].flat();
  } catch (error) {
    return [failed(subject, error instanceof Error ? error.message : String(error), remedy)];
  }
}
