-- A provider has one login of their own.
create unique index accounts_login on accounts (provider_id)
  where kind = 'provider' and standing <> 'removed';

alter table providers add column email text not null default '';
