-- for: working-copy
--
-- The agent this device writes each part as, from one command to the next. Only good while the mark
-- beside the database is the one this database knows: see HandMark.swift.
CREATE TABLE writer (
  plan TEXT NOT NULL,
  part TEXT NOT NULL,
  agent BLOB NOT NULL UNIQUE REFERENCES own_agent,
  PRIMARY KEY (plan, part)
) STRICT, WITHOUT ROWID;
