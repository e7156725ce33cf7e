-- What is known of passwords, addresses and offered seeds beside what they are.

-- When the password was set; null where that is not known.
alter table accounts add column password_set_at integer;

-- For a link that puts an address back: 1 where its owner had confirmed that address before.
alter table links add column email_verified integer not null default 0;

-- When the seed was offered, and the hash of the session's token to which: it ends soon, and with
-- that session.
alter table second_factors add column offered_at integer;
alter table second_factors add column offered_to blob;
