/** What the fuzzer has learned of each tenant from replies, so that later requests can name it. */
export interface Known {
  /** Reads a good reply for ids, cursors, file addresses and tickets of the tenant. */
  learn(tenant: string, json: unknown): void;
  add(tenant: string, pool: string, value: string): void;
  forget(tenant: string, value: string): void;
  all(tenant: string, pool: string): readonly string[];
  /** Puts real values in the place of `{{own.tracks.3}}`, `{{foreign.tracks.3}}`, `{{fresh}}`. */
  fill(text: string, tenant: string): string;
  /** Ids in the text that belong to somebody other than `tenant`. */
  foreignIn(text: string, tenant: string): string[];
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const placeholder = /\{\{(?:(own|foreign)\.([\w-]+)\.(\d+)|(fresh))\}\}/g;
/** The newest ones are the most likely to be in every state. */
const RECENT_MAX = 40;

/** An id that nothing has. */
export const NEVER = '00000000-0000-7000-8000-000000000000';

export function createKnown(tenants: readonly string[], fraction: () => number): Known {
  const pools = new Map(tenants.map((tenant) => [tenant, new Map<string, string[]>()]));
  const ownerOf = new Map<string, string>();

  const all = (tenant: string, pool: string) => pools.get(tenant)?.get(pool) ?? [];

  function add(tenant: string, pool: string, value: string) {
    const ofTenant = pools.get(tenant);
    const values = ofTenant?.get(pool) ?? [];
    if (!ofTenant || values.includes(value)) return;
    ofTenant.set(pool, [...values.slice(-RECENT_MAX * 2), value]);
    ownerOf.set(value, tenant);
  }

  function pick(tenant: string, pool: string, n: number): string {
    const values = all(tenant, pool);
    return values[values.length - 1 - (n % Math.min(values.length, RECENT_MAX))] ?? NEVER;
  }

  function fill(text: string, tenant: string): string {
    return text.replace(
      placeholder,
      (_, whose?: string, pool: string = '', n: string = '', fresh?: string) => {
        if (fresh !== undefined) return freshId(fraction);
        const others = tenants.filter((other) => other !== tenant);
        const owner = whose === 'own' ? tenant : (others[Number(n) % others.length] ?? tenant);
        return pick(owner, pool, Number(n));
      },
    );
  }

  return {
    add,
    all,
    fill,
    learn: (tenant, json) => walk(json, (pool, value) => add(tenant, pool, value)),
    forget(tenant, value) {
      for (const [pool, values] of pools.get(tenant) ?? []) {
        pools.get(tenant)?.set(
          pool,
          values.filter((other) => other !== value),
        );
      }
    },
    foreignIn: (text, tenant) =>
      [...new Set(text.match(uuid) ?? [])].filter((id) => (ownerOf.get(id) ?? tenant) !== tenant),
  };
}

const poolOfKey: Readonly<Record<string, string>> = {
  nextCursor: 'cursors',
  ticket: 'tickets',
  personaId: 'personas',
};

/** Resources say what they are in `object`; their ids go to the pool of that name. */
function walk(json: unknown, found: (pool: string, value: string) => void): void {
  if (json === null || typeof json !== 'object') return;
  const { id, object, variantIndex } = json as Record<string, unknown>;
  if (typeof id === 'string' && typeof object === 'string') found(`${object}s`, id);
  if (typeof id === 'string' && variantIndex !== undefined) found('versions', id);
  for (const [key, value] of Object.entries(json)) {
    const pool = poolOfKey[key];
    if (pool && typeof value === 'string') found(pool, value);
    if (key === 'url' && typeof value === 'string' && value.includes('/files/')) {
      found('files', value.slice(value.indexOf('/files/') + '/files/'.length));
    }
    walk(value, found);
  }
}

function freshId(fraction: () => number): string {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(fraction() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}
