-- Of an intent whose verdict was dropped: whose it was, and whether it took effect. What builds on one
-- that did not is held, however late it comes. Of those dropped before, nothing more is known.
alter table spent_intents add column account_id text;
alter table spent_intents add column took_effect integer;
