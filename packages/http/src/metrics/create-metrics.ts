import type { Overview } from '@impresario/protocol';
import type { InvariantReport, Provider } from '@impresario/protocol';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { StreamPlaces } from '../events/stream-places.ts';
import type { HttpOptions } from '../http-options.ts';

/** Anybody may ask, and an answer takes queries: within this time all get the same. */
const SAME_ANSWER_MS = 1_000;

export interface Metrics {
  readonly contentType: string;
  /** All metrics as Prometheus text. Rejects when the engine cannot be asked. */
  read(): Promise<string>;
}

interface MetricsOptions extends Pick<HttpOptions, 'engine' | 'clock' | 'limiter' | 'relay'> {
  readonly streamPlaces: Pick<StreamPlaces, 'counts'>;
}

/** The state of the engine and of this process; of users and tracks only how many. */
export function createMetrics({ engine, clock, limiter, relay, streamPlaces }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const tellEngine = engineGauges(registry);
  const tellProviders = providerGauges(registry);
  const tellInvariants = invariantGauges(registry);
  const tellConnections = connectionGauge(registry);
  const tellLimiter = limiter && limiterGauge(registry);
  const tellRelay = relay && relayGauge(registry);
  let last: { at: number; text: Promise<string> } | null = null;

  const read = async () => {
    const [overview, providers, invariants, counting] = await Promise.all([
      engine.readOverview(),
      engine.listProviders(),
      engine.readInvariantReport(),
      limiter?.health(clock.now()),
    ]);
    tellEngine(overview);
    tellProviders(providers.filter(({ configured }) => configured));
    tellInvariants(invariants);
    tellConnections(
      Object.entries(streamPlaces.counts()).map(([transport, count]) => [{ transport }, count]),
    );
    tellLimiter?.([[{}, counting === 'ok' ? 0 : 1]]);
    if (relay) tellRelay?.([[{}, ['ok', 'idle'].includes(relay.health()) ? 0 : 1]]);
    return registry.metrics();
  };

  return {
    contentType: registry.contentType,
    read() {
      const at = clock.now().getTime();
      if (last === null || at - last.at >= SAME_ANSWER_MS) last = { at, text: read() };
      return last.text;
    },
  };
}

type Told = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

/** A gauge that forgets at each turn what it is not told again. */
function gauge(registry: Registry, name: string, help: string, labelNames: string[] = []) {
  const made = new Gauge({ name: `impresario_${name}`, help, labelNames, registers: [registry] });
  return (told: Told) => {
    made.reset();
    for (const [labels, value] of told) made.set(labels, value);
  };
}

function engineGauges(registry: Registry): (overview: Overview) => void {
  const tracks = gauge(registry, 'tracks', 'Tracks by status.', ['status']);
  const queue = gauge(registry, 'queue_length', 'Tracks waiting to be submitted.', ['provider']);
  const stuck = gauge(registry, 'stuck_tracks', 'Tracks that nothing will move any more; always 0.');
  const orphans = gauge(registry, 'orphans', 'Tasks that may be billed though their track is over.', [
    'state',
  ]);
  const callbacks = gauge(registry, 'callbacks_waiting', 'Callbacks stored and not yet applied.');
  return (overview) => {
    tracks(Object.entries(overview.tracks).map(([status, count]) => [{ status }, count]));
    queue(Object.entries(overview.queued).map(([provider, count]) => [{ provider }, count]));
    stuck([[{}, overview.stuck]]);
    orphans(Object.entries(overview.orphans).map(([state, count]) => [{ state }, count]));
    callbacks([[{}, overview.callbacks.waiting]]);
  };
}

function connectionGauge(registry: Registry): (told: Told) => void {
  return gauge(registry, 'realtime_connections', 'Open connections that events go to.', ['transport']);
}

function relayGauge(registry: Registry): (told: Told) => void {
  return gauge(
    registry,
    'relay_degraded',
    '1 while only a look each second tells what other processes commit.',
  );
}

function limiterGauge(registry: Registry): (told: Told) => void {
  return gauge(registry, 'limiter_degraded', '1 while Redis is lost and each process counts alone.');
}

function invariantGauges(registry: Registry): (report: InvariantReport | null) => void {
  const violations = gauge(registry, 'invariant_violations', 'Rows that break a rule; always 0.', [
    'invariant',
  ]);
  const checkedAt = gauge(
    registry,
    'invariants_checked_at',
    'When that was looked for last, in Unix seconds.',
  );
  return (report) => {
    const countOf = (id: string) => report?.violations.find(({ invariant }) => invariant === id)?.count ?? 0;
    violations((report?.checked ?? []).map((invariant) => [{ invariant }, countOf(invariant)]));
    checkedAt(report ? [[{}, Date.parse(report.checkedAt) / 1000]] : []);
  };
}

const circuitStates: readonly Provider['health']['circuit'][] = ['closed', 'open', 'blocked'];

function providerGauges(registry: Registry): (providers: readonly Provider[]) => void {
  const up = gauge(registry, 'provider_up', '0 while a provider is down.', ['provider']);
  const success = gauge(registry, 'provider_success_ratio', 'Of its recent tasks, 0 to 1.', ['provider']);
  const circuit = gauge(registry, 'provider_circuit', '1 for the state its circuit is in.', [
    'provider',
    'state',
  ]);
  return (providers) => {
    up(providers.map(({ id, health }) => [{ provider: id }, health.status === 'down' ? 0 : 1]));
    success(
      providers.flatMap(({ id, health: { successRate } }) =>
        successRate === null ? [] : [[{ provider: id }, successRate] as const],
      ),
    );
    circuit(
      providers.flatMap(({ id, health }) =>
        circuitStates.map((state) => [{ provider: id, state }, health.circuit === state ? 1 : 0] as const),
      ),
    );
  };
}
