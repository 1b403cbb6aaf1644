-- for: server, working-copy
--
-- Events whose content was erased, for good: what comes in of them is stored blank. By the part's name
-- and not its row, so that it outlives the part.
CREATE TABLE erasure (
  plan TEXT NOT NULL,
  part TEXT NOT NULL,
  agent BLOB NOT NULL CHECK (length(agent) = 16),
  first INTEGER NOT NULL CHECK (first >= 0),
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (plan, part, agent, first, count)
) STRICT, WITHOUT ROWID;
