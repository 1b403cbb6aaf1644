-- for: server
--
-- Who may sign in, from which devices, what plans there are and who takes part in them; and the
-- audit log. Identifiers are random text. Of secrets only hashes are kept.

CREATE TABLE plan (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE COLLATE NOCASE,
  pack TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  preset TEXT NOT NULL,
  phase TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT
) STRICT;

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account,
  label TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  revoked INTEGER
) STRICT;

CREATE INDEX device_by_account ON device (account);

-- A code that lets one device of an account sign in, once.
CREATE TABLE invitation (
  -- The code's first four letters, by which it is found; its other eight are the secret.
  handle TEXT PRIMARY KEY,
  code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
  account TEXT NOT NULL REFERENCES account,
  expires INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  spent INTEGER,
  -- The device it was spent on, so that the same device may ask again when the answer was lost.
  device TEXT REFERENCES device
) STRICT;

CREATE TABLE membership (
  plan TEXT NOT NULL REFERENCES plan,
  account TEXT NOT NULL REFERENCES account,
  role TEXT NOT NULL,
  -- A JSON object from part to right, where a person's rights differ from the role's.
  overrides TEXT,
  PRIMARY KEY (plan, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX membership_by_account ON membership (account);

-- The device an agent belongs to, for ever; null for the server's own agents.
CREATE TABLE agent (
  agent BLOB PRIMARY KEY CHECK (length(agent) = 16),
  device TEXT REFERENCES device
) STRICT, WITHOUT ROWID;

-- The server's life between two restores from a backup. The one with the greatest key counts; its
-- name is random, so that two restores of one backup differ.
CREATE TABLE epoch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name INTEGER NOT NULL CHECK (name > 0),
  began INTEGER NOT NULL
) STRICT;

-- Plans erased for good: what devices still hold of them is not taken back.
CREATE TABLE erased_plan (
  plan TEXT PRIMARY KEY,
  erased INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Official acts in their one order. Rows are only added; what may change later is that a payload and
-- its salt are erased, which leaves every hash provable: see AuditEntry+Hash.swift.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY CHECK (number >= 0),
  time INTEGER NOT NULL,
  actor TEXT,
  plan TEXT,
  kind TEXT NOT NULL,
  payload TEXT,
  salt BLOB,
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  leaf BLOB NOT NULL CHECK (length(leaf) = 32),
  chain BLOB NOT NULL CHECK (length(chain) = 32)
) STRICT;

CREATE INDEX audit_by_plan ON audit (plan, number);

CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit
BEGIN
  SELECT raise(ABORT, 'the audit log only grows');
END;

CREATE TRIGGER audit_keeps_content
BEFORE UPDATE OF number, time, actor, plan, kind, commitment, leaf, chain ON audit
BEGIN
  SELECT raise(ABORT, 'the audit log only grows');
END;

CREATE TRIGGER audit_erases_whole BEFORE UPDATE OF payload, salt ON audit
WHEN new.payload IS NOT NULL OR new.salt IS NOT NULL
BEGIN
  SELECT raise(ABORT, 'an audit payload can only be erased');
END;
