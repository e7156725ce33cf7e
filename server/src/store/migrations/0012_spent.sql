-- Of an intent whose verdict was dropped: whose it was, what it asked for and whether it took effect, so
-- that one that comes again is answered, and what builds on one that did not take effect is held, however
-- late it comes. Of those dropped before, the audit log knows all but the hash of what was asked for.
create table spent (
  op_id text primary key,
  account_id text not null,
  body_hash blob not null,
  took_effect integer not null,
  rev integer not null,
  at integer not null
) strict;
insert into spent (op_id, account_id, body_hash, took_effect, rev, at)
  select op_id, actor_id, zeroblob(32), detail ->> '$.outcome.result' in ('applied', 'merged'),
    min(rev), at
  from audit join spent_intents on op_id = detail ->> '$.op'
  group by op_id;
drop table spent_intents;
alter table spent rename to spent_intents;
