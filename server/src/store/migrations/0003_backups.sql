-- Backups, and the histories that restoring them begins.

-- The histories of this database, each with the revision at which it began: 0 for the first, whose
-- id the audit chain begins with; later ones begin with the entry `practice.restored`.
create table epochs (
  epoch text primary key,
  began_at_rev integer not null unique
) strict;

-- The newest verified backup of each history: everything up to `rev` is in it.
create table backups (
  epoch text primary key,
  rev integer not null,
  at integer not null
) strict;
