-- Passwords that were used before, as long as the practice does not allow them again.
create table former_passwords (
  id integer primary key,
  account_id text not null references accounts (id),
  password_hash text not null,
  replaced_at integer not null
) strict;
create index former_passwords_of on former_passwords (account_id, id);

-- Whether a session began with a password that was too old.
alter table sessions add column must_renew integer not null default 0;
