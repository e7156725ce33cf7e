-- Accounts that are removed for good. Until this moment that can be undone; then what the account says
-- of the person is erased, and the column is empty again.
alter table accounts add column erase_at integer;
create index accounts_erase_at on accounts (erase_at) where erase_at is not null;

-- Whoever is removed already has 30 days from the newest act.
update accounts set erase_at = (select max(at) from audit) + 2592000000
where standing = 'removed';

-- The address of somebody removed is free at once. A username stays taken; one that is free is empty.
drop index accounts_email;
drop index accounts_username;
create unique index accounts_email on accounts (email_folded) where standing <> 'removed';
create unique index accounts_username on accounts (username_folded) where username_folded <> '';
