import type {
  DeletedEvent,
  OperationEvent,
  OperationEventType,
  OperationResource,
  StoredTrackEvent,
  TrackEventType,
  TrackSnapshot,
  TrackStatus,
} from '@impresario/protocol';
import type { Pool } from './ports.ts';
import type { Position } from './position.ts';

/** Whose events are read; null is everybody's. */
export interface Scope {
  readonly userId: string | null;
  readonly trackId: string | null;
}

interface Logged<Event> {
  readonly position: Position;
  readonly userId: string;
  readonly event: Event;
}

/** A change of a track, of work beside one, or the end of a track. */
export type LoggedEvent = Logged<StoredTrackEvent> | Logged<OperationEvent> | Logged<DeletedEvent>;

export function isOfTrack(logged: LoggedEvent): logged is Logged<StoredTrackEvent> {
  return 'track' in logged.event;
}

export interface LogPage {
  readonly events: readonly LoggedEvent[];
  /** Everything up to here has been read. */
  readonly end: Position;
  /** More is there to be read at once. */
  readonly isFull: boolean;
  /** Newer rows are committed but wait for an older transaction that is still running. */
  readonly isHeldBack: boolean;
  readonly bounds: LogBounds;
}

export interface LogBounds {
  /** A position before this has lost events to pruning. */
  readonly start: Position;
  /** Everything before this is settled. */
  readonly now: Position;
}

interface BoundsRow {
  watermark: string;
  start_xid: string;
  start_id: string;
}

interface PageRow extends BoundsRow {
  is_held_back: boolean;
  xid: string | null;
}

/** Work beside a track is a row of the same log: its id stands as `track_id`, its resource as `track`. */
type EventRow = PageRow & {
  xid: string;
  id: string;
  user_id: string;
  track_id: string;
  revision: number;
  occurred_at: Date;
} & (
    | { type: TrackEventType; track: TrackSnapshot }
    | { type: OperationEventType; track: OperationResource }
    | { type: DeletedEvent['type']; track: null }
  );

const PAGE_ROWS_MAX = 200;
const RECENT_TRACKS_MAX = 50;

const boundsColumns = `
  pg_snapshot_xmin(pg_current_snapshot()) as watermark, start.xid as start_xid, start.id as start_id`;

// Numbers of a sequence are given before commit, so a reader that goes by number alone misses rows that
// commit late. Rows of transactions below the oldest one still running can no longer be joined by others.
function pageText(condition: string): string {
  return `
    select
      bounds.watermark::text as watermark, bounds.start_xid::text as start_xid, bounds.start_id::text as start_id,
      exists (select from events newer where newer.xid >= bounds.watermark) as is_held_back,
      e.xid::text as xid, e.id::text as id, e.user_id, e.track_id, e.type, e.revision, e.track, e.occurred_at
    from (select ${boundsColumns} from event_log_start start) bounds
    left join lateral (
      select *
      from events
      where (xid, id) > ($1::xid8, $2::bigint) and xid < bounds.watermark ${condition}
      order by xid, id
      limit ${PAGE_ROWS_MAX}
    ) e on true
    order by e.xid, e.id`;
}

const pageQueries = {
  all: { name: 'events_of_all', text: pageText('') },
  user: { name: 'events_of_a_user', text: pageText('and user_id = $3') },
  track: { name: 'events_of_a_track', text: pageText('and user_id = $3 and track_id = $4') },
};

/** The next settled events after a position, oldest first. */
export async function readEvents(pool: Pool, after: Position, scope: Scope): Promise<LogPage> {
  const { rows } = await pool.query<PageRow | EventRow>(pageQuery(after, scope));
  const first = rows[0];
  if (!first) throw new TypeError('The event page query returns at least its bounds.');
  const bounds = toBounds(first);
  const events = rows.filter(isEvent).map(toEvent);
  const isFull = events.length === PAGE_ROWS_MAX;
  const last = events.at(-1);
  return {
    events,
    isFull,
    end: isFull && last ? last.position : bounds.now,
    isHeldBack: first.is_held_back,
    bounds,
  };
}

function pageQuery(after: Position, { userId, trackId }: Scope) {
  const position = [String(after.xid), String(after.id)];
  if (userId === null) return { ...pageQueries.all, values: position };
  if (trackId === null) return { ...pageQueries.user, values: [...position, userId] };
  return { ...pageQueries.track, values: [...position, userId, trackId] };
}

function isEvent(row: PageRow | EventRow): row is EventRow {
  return row.xid !== null;
}

function toEvent(row: EventRow): LoggedEvent {
  const place = { position: { xid: BigInt(row.xid), id: BigInt(row.id) }, userId: row.user_id };
  const { revision } = row;
  const occurredAt = row.occurred_at.toISOString();
  if (isOperationRow(row)) {
    const { type, track_id: operationId, track: operation } = row;
    return { ...place, event: { type, operationId, revision, occurredAt, operation } };
  }
  const { type, track_id: trackId, track } = row;
  if (track === null) return { ...place, event: { type, trackId, revision, occurredAt } };
  return { ...place, event: { type, trackId, revision, occurredAt, track } };
}

function isOperationRow(row: EventRow): row is Extract<EventRow, { type: OperationEventType }> {
  return row.type.startsWith('operation.');
}

const boundsQuery = {
  name: 'event_log_bounds',
  text: `
    select watermark::text as watermark, start_xid::text as start_xid, start_id::text as start_id
    from (select ${boundsColumns} from event_log_start start) bounds`,
};

/** Where the log begins and how far it is settled. */
export async function readBounds(pool: Pool): Promise<LogBounds> {
  const { rows } = await pool.query<BoundsRow>({ ...boundsQuery, values: [] });
  const row = rows[0];
  if (!row) throw new TypeError('event_log_start has exactly one row.');
  return toBounds(row);
}

function toBounds({ watermark, start_xid, start_id }: BoundsRow): LogBounds {
  return {
    start: { xid: BigInt(start_xid), id: BigInt(start_id) },
    now: { xid: BigInt(watermark), id: 0n },
  };
}

const recentTracks = `
  t.user_id = $1 and t.makes_song and t.deleted_at is null and (
    t.due_at is not null
    or t.id in (
      select id from tracks
      where user_id = $1 and makes_song and deleted_at is null
      order by created_at desc, id desc limit ${RECENT_TRACKS_MAX}
    )
  )`;
const oneTrack = 't.user_id = $1 and t.id = $2 and t.makes_song and t.deleted_at is null';

/** Of one snapshot with the place in the log, so that whatever a track does not show yet comes after that place. */
function presentText(condition: string): string {
  return `
    select
      pg_snapshot_xmin(pg_current_snapshot())::text as watermark,
      case when t.id is not null then track_snapshot(t) end as track
    from (select) as one left join tracks t on ${condition}
    order by t.created_at desc, t.id desc`;
}

const presentQueries = {
  recent: { name: 'tracks_for_a_reset', text: presentText(recentTracks) },
  one: { name: 'track_for_a_stream', text: presentText(oneTrack) },
};

/** The state of tracks at a place in the log. */
export interface PresentState {
  readonly at: Position;
  /** The one track, or the user's unfinished and most recent ones, newest first. Empty when it is not the user's. */
  readonly tracks: readonly TrackSnapshot[];
}

export async function readPresent(pool: Pool, userId: string, trackId: string | null): Promise<PresentState> {
  const query =
    trackId === null
      ? { ...presentQueries.recent, values: [userId] }
      : { ...presentQueries.one, values: [userId, trackId] };
  const { rows } = await pool.query<{ watermark: string; track: TrackSnapshot | null }>(query);
  const first = rows[0];
  if (!first) throw new TypeError('The query of the present returns at least its place.');
  return {
    at: { xid: BigInt(first.watermark), id: 0n },
    tracks: rows.flatMap(({ track }) => track ?? []),
  };
}

const lastEventQuery = {
  name: 'last_event_of_a_track',
  text: `
    select xid::text as xid, id::text as id, track ->> 'status' as status
    from events where user_id = $1 and track_id = $2 and type <> 'track.deleted'
    order by revision desc limit 1`,
};

/** The place of the newest event of a track's work and the status it left the track in; null when the log has none of it. */
export async function readLastEvent(
  pool: Pool,
  userId: string,
  trackId: string,
): Promise<{ position: Position; status: TrackStatus } | null> {
  const { rows } = await pool.query<{ xid: string; id: string; status: TrackStatus }>({
    ...lastEventQuery,
    values: [userId, trackId],
  });
  const row = rows[0];
  return row ? { position: { xid: BigInt(row.xid), id: BigInt(row.id) }, status: row.status } : null;
}
