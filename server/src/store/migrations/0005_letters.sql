-- What is known about a link beside its life.
-- When its page was first looked at.
alter table links add column opened_at integer;
-- For a link that changes an e-mail address: the address that it leads to, and who asked for it.
alter table links add column email text;
alter table links add column asked_by text;

-- Which administrators have been shown a link: it says nothing about the address any more.
create table link_sights (
  link_id text not null references links (id),
  account_id text not null references accounts (id),
  primary key (link_id, account_id)
) strict;

-- Why the last attempt to send a mail failed, as one of a few kinds; last_error has the words of the
-- mail server.
alter table mails add column fault text
  check (fault in ('address', 'refused', 'unreachable', 'file'));
create index mails_newest on mails (created_at, id);
create index mails_account on mails (account_id, created_at);

-- The history of one record.
create index audit_target on audit (target_id, rev);
