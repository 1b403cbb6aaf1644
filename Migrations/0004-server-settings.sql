-- for: server
--
-- What the server knows about itself, and the office an administrator gave an account when making
-- it: null for people who were invited to a plan.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE account ADD COLUMN office TEXT;
