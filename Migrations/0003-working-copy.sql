-- for: working-copy
--
-- One account's plans on one device, kept beside the operation log so that they can be written
-- without a network. Secrets are not here: the device's key and token have a file of their own.

-- Batches made here that the server has not yet acknowledged. Every other batch of the log is on the
-- server; refused ones have left the log for the tray.
CREATE TABLE unsent (
  cursor INTEGER PRIMARY KEY REFERENCES batch ON DELETE CASCADE
) STRICT;

-- How far the server's log of a part was read, and what this account may do in the part.
CREATE TABLE part_state (
  part INTEGER PRIMARY KEY REFERENCES part,
  server_cursor INTEGER NOT NULL DEFAULT 0,
  permission TEXT
) STRICT;

-- The agents drawn on this device. One that is retired must not write again, because some of its
-- numbers were used for work that was taken back.
CREATE TABLE own_agent (
  agent BLOB PRIMARY KEY CHECK (length(agent) = 16),
  is_retired INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Refused work, kept until its author has dealt with it. No word is lost.
CREATE TABLE tray (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  plan TEXT NOT NULL,
  part TEXT NOT NULL,
  agent BLOB NOT NULL CHECK (length(agent) = 16),
  first INTEGER NOT NULL,
  count INTEGER NOT NULL,
  payload BLOB NOT NULL,
  signature BLOB NOT NULL,
  reason TEXT NOT NULL,
  refused INTEGER NOT NULL
) STRICT;

CREATE TABLE known_plan (
  plan TEXT PRIMARY KEY,
  reference TEXT NOT NULL COLLATE NOCASE,
  pack TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  preset TEXT NOT NULL,
  phase TEXT NOT NULL,
  created INTEGER NOT NULL,
  role TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  plan TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (plan, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE author (
  agent BLOB PRIMARY KEY CHECK (length(agent) = 16),
  account TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
