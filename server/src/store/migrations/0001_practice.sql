-- Everything that the first version stores. Ids are UUIDs in text; times are milliseconds since
-- 1970; `rev` is the revision that last changed a row.

-- The one row that every write locks first: revision counter, audit head, history.
create table practice_head (
  id integer primary key check (id = 1),
  epoch text not null,
  rev integer not null,
  audit_head blob not null,
  -- 1 for a demonstration, whose passwords everybody knows.
  demo integer not null
) strict;

create table practice (
  id integer primary key check (id = 1),
  name text not null,
  time_zone text not null,
  plan text not null,
  public_url text not null,
  policies text not null,
  rev integer not null
) strict;

create table offices (
  id text primary key,
  name text not null,
  address text not null,
  phone text,
  active integer not null,
  rev integer not null
) strict;
create index offices_rev on offices (rev);

create table providers (
  id text primary key,
  first_name text not null,
  last_name text not null,
  npi text,
  specialty text not null,
  active integer not null,
  rev integer not null
) strict;
create index providers_rev on providers (rev);

create table provider_offices (
  provider_id text not null references providers (id),
  office_id text not null references offices (id),
  primary key (provider_id, office_id)
) strict;

create table roles (
  id text primary key,
  name text not null,
  description text not null,
  system integer not null,
  rev integer not null
) strict;
create index roles_rev on roles (rev);

create table role_permissions (
  role_id text not null references roles (id),
  permission text not null,
  primary key (role_id, permission)
) strict;

create table accounts (
  id text primary key,
  kind text not null check (kind in ('staff', 'provider')),
  -- The primary provider of staff, or the provider whose login this is.
  provider_id text not null references providers (id),
  first_name text not null,
  last_name text not null,
  email text not null,
  email_folded text not null,
  email_verified integer not null,
  username text not null,
  username_folded text not null,
  role_id text not null references roles (id),
  home_phone text,
  cell_phone text,
  standing text not null,
  starts_at integer,
  two_factor text not null,
  emergency_until integer,
  password_hash text not null,
  password_set_by_another integer not null,
  created_at integer not null,
  rev integer not null
) strict;
create unique index accounts_email on accounts (email_folded);
create unique index accounts_username on accounts (username_folded);
create index accounts_rev on accounts (rev);
create index accounts_seats on accounts (kind, standing);

-- What is set for one person beside their role.
create table account_permissions (
  account_id text not null references accounts (id),
  permission text not null,
  setting text not null check (setting in ('allow', 'deny')),
  primary key (account_id, permission)
) strict;

-- One-time links. The secret is derived from the root secret; the row holds its hash only.
create table links (
  id text primary key,
  purpose text not null,
  -- Null for a set-up link, which is nobody's yet.
  account_id text references accounts (id),
  generation integer not null,
  secret_hash blob not null,
  state text not null check (state in ('open', 'used', 'superseded')),
  -- How long it lives from the moment that its life begins.
  life integer not null,
  -- Null while its life has not begun.
  expires_at integer,
  created_at integer not null,
  used_at integer
) strict;
create index links_account on links (account_id, purpose, created_at);

-- What is to be mailed: a template with parameters, rendered at sending.
create table mails (
  id text primary key,
  template text not null,
  account_id text not null references accounts (id),
  link_id text references links (id),
  recipient text not null,
  state text not null check (state in ('waiting', 'sent', 'given-up', 'cancelled')),
  attempts integer not null,
  next_attempt_at integer not null,
  created_at integer not null,
  sent_at integer,
  last_error text
) strict;
create index mails_waiting on mails (state, next_attempt_at);
create index mails_link on mails (link_id, created_at);

create table sessions (
  token_hash blob primary key,
  account_id text not null references accounts (id),
  created_at integer not null,
  expires_at integer not null
) strict;
create index sessions_account on sessions (account_id);

-- Browsers that an account has signed in from: they do not wait for strangers' wrong passwords.
create table known_browsers (
  account_id text not null references accounts (id),
  token_hash blob not null,
  last_seen_at integer not null,
  primary key (account_id, token_hash)
) strict;
create index known_browsers_token on known_browsers (token_hash);

-- Wrong passwords in a row. The subject stands for a username, with the browser where it is known:
-- people type passwords into that field, so what they typed is not kept.
create table sign_in_failures (
  subject text primary key,
  count integer not null,
  blocked_until integer not null
) strict;
create index sign_in_failures_until on sign_in_failures (blocked_until);

-- How far each device's queue has come in each history.
create table devices (
  account_id text not null,
  device_id text not null,
  epoch text not null,
  last_seq integer not null,
  acked_through integer not null,
  last_contact_at integer not null,
  primary key (account_id, device_id, epoch)
) strict;

-- The verdict of every intent, for its author only, at each place that the intent has had in a queue:
-- after a restore, or on a device that took a new name, the same intent comes again at another
-- place and gets the same verdict there. Sealed values are never part of it.
create table ledger (
  account_id text not null,
  device_id text not null,
  epoch text not null,
  seq integer not null,
  op_id text not null,
  -- Hash of kind, version and body: the same id with another body is another intent.
  body_hash blob not null,
  verdict text not null,
  rev integer not null,
  primary key (account_id, device_id, epoch, seq)
) strict;
create index ledger_op on ledger (op_id, rev);

-- Append-only and hash-chained: each entry's hash covers the one before.
create table audit (
  rev integer primary key,
  at integer not null,
  -- Null for the server itself and for the console.
  actor_id text,
  action text not null,
  target_kind text,
  target_id text,
  -- Keys and arguments, never sentences or secrets.
  detail text not null,
  hash blob not null
) strict;
