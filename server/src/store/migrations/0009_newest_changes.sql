-- Of the changes of a field, the newest from each pair of hands answers every question: who changed
-- it last, and whether others did since somebody looked. So an edit renews a row beside the others
-- of its record instead of adding one, and the table grows with the practice, not with time.
create table newest_changes (
  kind text not null,
  record_id text not null,
  field text not null,
  -- Empty for the server itself and for the console.
  account_id text not null,
  -- Empty where somebody changed it by a call of their own, from no queue.
  device_id text not null,
  rev integer not null,
  at integer not null,
  primary key (kind, record_id, field, account_id, device_id)
) strict, without rowid;
insert into newest_changes (kind, record_id, field, account_id, device_id, rev, at)
  select kind, record_id, field, coalesce(account_id, ''), coalesce(device_id, ''), max(rev), at
  from field_changes group by 1, 2, 3, 4, 5;
drop table field_changes;
alter table newest_changes rename to field_changes;
create index field_changes_at on field_changes (at);
