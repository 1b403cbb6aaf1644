-- for: server, working-copy
--
-- The operation log: the only truth of a plan's content. Everything else can be rebuilt from it.
-- Times are milliseconds since 1970, UTC; hashes are BLAKE2b of 32 bytes.

-- A part of a plan: the unit of permission and of sync.
CREATE TABLE part (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (plan, name)
) STRICT;

-- A batch: one agent's contiguous events of one part. A cursor is never used again, so a reader that
-- has seen everything up to a cursor misses nothing by asking for what comes after it.
CREATE TABLE batch (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  part INTEGER NOT NULL REFERENCES part,
  agent BLOB NOT NULL CHECK (length(agent) = 16),
  first INTEGER NOT NULL CHECK (first >= 0),
  count INTEGER NOT NULL CHECK (count > 0),
  payload BLOB NOT NULL,
  -- Of the part's name and every column from agent to payload: see StoredBatch+Digest.swift.
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  signature BLOB NOT NULL,
  -- Who sent it; unknown in a working copy.
  account TEXT,
  received INTEGER NOT NULL,
  UNIQUE (part, agent, first)
) STRICT;

CREATE INDEX batch_in_order ON batch (part, cursor);

-- A part's state at a cursor, to save replaying the log. A cache: it may be deleted at any time.
CREATE TABLE snapshot (
  part INTEGER PRIMARY KEY REFERENCES part,
  cursor INTEGER NOT NULL,
  content BLOB NOT NULL,
  checksum BLOB NOT NULL
) STRICT;
