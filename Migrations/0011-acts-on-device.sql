-- for: working-copy
--
-- The official acts of the plans on this device, and the versions they froze, as far as this account
-- may read them.

CREATE TABLE official_act (
  plan TEXT NOT NULL,
  entry INTEGER NOT NULL,
  -- As the server told it: see OfficialAct+JSON.swift.
  content TEXT NOT NULL,
  -- What the fingerprint covers; null until the version was fetched.
  manifest TEXT,
  PRIMARY KEY (plan, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE frozen_part (
  plan TEXT NOT NULL,
  entry INTEGER NOT NULL,
  part TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (plan, entry, part)
) STRICT, WITHOUT ROWID;
