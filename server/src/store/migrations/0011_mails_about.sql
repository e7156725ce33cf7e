-- A mail to one person may tell of another one: of somebody whose last day is over.
alter table mails add column about_id text references accounts (id);
