-- for: working-copy
--
-- What undoing and the private draft need to know on this device. None of it is part of a plan.

-- What a person did at a stroke, to be undone at a stroke; and which stroke it takes back, if it is an
-- undoing or the undoing of one.
CREATE TABLE stroke (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  plan TEXT NOT NULL,
  reverses INTEGER
) STRICT;

CREATE INDEX stroke_by_plan ON stroke (plan, id);

-- The strokes' events. Named, not referred to by cursor: a log may be packed.
CREATE TABLE stroke_batch (
  plan TEXT NOT NULL,
  part TEXT NOT NULL,
  agent BLOB NOT NULL CHECK (length(agent) = 16),
  first INTEGER NOT NULL CHECK (first >= 0),
  count INTEGER NOT NULL CHECK (count > 0),
  stroke INTEGER NOT NULL REFERENCES stroke ON DELETE CASCADE,
  PRIMARY KEY (plan, part, agent, first)
) STRICT, WITHOUT ROWID;

CREATE INDEX stroke_batch_by_stroke ON stroke_batch (stroke);

-- Parts whose new work stays on this device until it is shared; an empty name is the whole plan.
CREATE TABLE draft (
  plan TEXT NOT NULL,
  part TEXT NOT NULL,
  PRIMARY KEY (plan, part)
) STRICT, WITHOUT ROWID;

-- That work: unsent, and not to be sent yet.
CREATE TABLE private (
  cursor INTEGER PRIMARY KEY REFERENCES unsent ON DELETE CASCADE
) STRICT;
