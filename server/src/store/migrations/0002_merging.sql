-- Who changed which field when. Names the other person in a conflict, and tells whether rights were
-- changed since somebody looked. Kept for 90 days.
create table field_changes (
  kind text not null,
  record_id text not null,
  field text not null,
  rev integer not null,
  at integer not null,
  -- Null for the server itself and for the console.
  account_id text,
  device_id text,
  -- Asked for by record, from a revision on.
  primary key (kind, record_id, rev, field)
) strict, without rowid;
create index field_changes_at on field_changes (at);

-- Records that are gone, so that replicas drop them. Kept for 90 days: who was away for longer gets
-- a snapshot.
create table tombstones (
  kind text not null,
  record_id text not null,
  rev integer not null,
  at integer not null,
  primary key (kind, record_id)
) strict;
create index tombstones_rev on tombstones (rev);

-- Tombstones up to this revision may have been dropped.
alter table practice_head add column tombstones_from integer not null default 0;

-- When a device said that it has stored its verdicts up to a sequence number. 30 days later they are
-- dropped from the ledger.
create table acknowledgements (
  account_id text not null,
  device_id text not null,
  epoch text not null,
  through integer not null,
  at integer not null,
  primary key (account_id, device_id, epoch, through)
) strict;
create index acknowledgements_at on acknowledgements (at);

-- Intents whose verdict was dropped from the ledger: their ids are spent for ever.
create table spent_intents (
  op_id text primary key
) strict;
