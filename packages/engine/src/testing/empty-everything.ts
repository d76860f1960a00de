/** A statement after which a database is as on its first day. Tracks and versions name each other, so the rows go without their checks. */
export const emptyEverything = `
  set session_replication_role = replica;
  delete from invariant_checks; delete from audit_log; delete from api_keys; delete from callbacks; delete from uploads; delete from provider_states; delete from assets;
  delete from track_versions; delete from attempts; delete from events; delete from tracks;
  delete from credit_transactions; delete from rate_buckets; delete from profiles;
  delete from figures; delete from figures_until;
  update event_log_start set xid = '0', id = 0;
  set session_replication_role = origin`;
