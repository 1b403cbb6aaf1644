-- for: server, working-copy
--
-- Segments: the oldest batches of a part put together in columns, so that work kept keystroke by
-- keystroke takes little room. A batch is either here or in the table of batches; those here come
-- first. Whatever can be asked of a batch there can be asked of one here.
CREATE TABLE segment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  part INTEGER NOT NULL REFERENCES part,
  first_cursor INTEGER NOT NULL,
  last_cursor INTEGER NOT NULL,
  batches INTEGER NOT NULL CHECK (batches > 0),
  -- Of the payloads, as they were before they were put together.
  payload_bytes INTEGER NOT NULL,
  -- Who sent the first batch.
  account TEXT,
  -- A bundle of the engine's.
  content BLOB NOT NULL,
  -- Cursors, accounts and times: see SegmentPlaces.swift.
  places BLOB NOT NULL,
  checksum BLOB NOT NULL CHECK (length(checksum) = 32),
  UNIQUE (part, first_cursor)
) STRICT;

-- An agent's batches in a segment follow on each other. Their digests follow from the one before the
-- first; the last one is kept, to be compared and to go on from.
CREATE TABLE segment_agent (
  part INTEGER NOT NULL REFERENCES part,
  agent BLOB NOT NULL CHECK (length(agent) = 16),
  first INTEGER NOT NULL CHECK (first >= 0),
  count INTEGER NOT NULL CHECK (count > 0),
  segment INTEGER NOT NULL REFERENCES segment ON DELETE CASCADE,
  digest_before BLOB NOT NULL CHECK (length(digest_before) = 32),
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (part, agent, first)
) STRICT, WITHOUT ROWID;

CREATE INDEX segment_agent_by_segment ON segment_agent (segment);
