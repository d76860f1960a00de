-- What opens one stream within a minute where no header can be sent (RT-1): whichever process is asked, it is taken out by
-- the one statement that finds it, so it opens one stream and no second. Only its SHA-256 is kept. Unlogged, because a
-- ticket that a crash of the database takes with it costs its client one more request.
create unlogged table stream_tickets (
  hash bytea primary key,
  user_id text not null,
  -- The API key it was got with; it opens nothing once that is revoked.
  key_id uuid,
  -- When the proof ends by which it was got, and with it the stream.
  proof_expires_at timestamptz,
  expires_at timestamptz not null
);

create index stream_tickets_by_end on stream_tickets (expires_at);

select close_to_clients(array['stream_tickets']);
