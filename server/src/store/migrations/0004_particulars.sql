-- What an account says about a person beside name, role and login.
alter table accounts add column care_team_code text;
alter table accounts add column care_team_term text;
alter table accounts add column care_team_id_kind text
  check (care_team_id_kind in ('npi', 'ncsbn'));
alter table accounts add column care_team_id text;
alter table accounts add column daily_report integer not null default 1;
alter table accounts add column new_dashboard integer not null default 0;
alter table accounts add column email_update integer not null default 1;
-- 1 where the account is restricted to the offices in account_offices.
alter table accounts add column restricted integer not null default 0;
-- Days of the practice's calendar; starts_at and ends_at are the moments that they stand for.
alter table accounts add column starts_on text;
alter table accounts add column ends_on text;
alter table accounts add column ends_at integer;
create index accounts_ends_at on accounts (ends_at) where ends_at is not null;

create table account_offices (
  account_id text not null references accounts (id),
  office_id text not null references offices (id),
  primary key (account_id, office_id)
) strict;
create index account_offices_office on account_offices (office_id);
