-- PINs, second factors, and what is known of sessions. An account whose password hash is empty has
-- no password: its owner chooses one at activation.

-- Encrypted under a key that comes from the root secret, bound to account and kind.
create table pins (
  account_id text not null references accounts (id),
  kind text not null check (kind in ('app-unlock', 'support')),
  locked blob not null,
  set_at integer not null,
  primary key (account_id, kind)
) strict;

-- The seed of an authenticator app, encrypted likewise.
create table second_factors (
  account_id text primary key references accounts (id),
  locked_seed blob,
  -- Codes of this time step and earlier ones are spent.
  spent_through integer not null default 0,
  -- The seed that takes its place once a first code has shown that the app knows it.
  offered_seed blob
) strict;

-- Each works once in place of a code. What is kept is a keyed hash.
create table recovery_codes (
  account_id text not null references accounts (id),
  code_hash blob not null,
  primary key (account_id, code_hash)
) strict;

-- Browser and system, as far as they said.
alter table sessions add column agent text not null default '';
-- 1 where a second factor is to be enrolled before anything else. It is decided at sign-in, so that
-- nobody is cut off in the middle of their work.
alter table sessions add column must_enrol integer not null default 0;
