-- People under a name, for lists and for acts on many at once. They give no rights.
create table staff_groups (
  id text primary key,
  name text not null,
  archived integer not null,
  rev integer not null
) strict;
create index staff_groups_rev on staff_groups (rev);

create table group_members (
  group_id text not null references staff_groups (id),
  account_id text not null references accounts (id),
  primary key (group_id, account_id)
) strict;
create index group_members_account on group_members (account_id);
