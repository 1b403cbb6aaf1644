-- for: server
--
-- What an official act froze: a served draft, an issued plan, a signed report. The act itself is an
-- entry of the audit log. Rows are never changed; they go only with their plan, once it is erased for
-- good, and a content alone may be blanked where the law orders that words be erased: its commitment
-- stays, and with it the fingerprint.

CREATE TABLE frozen_version (
  entry INTEGER PRIMARY KEY REFERENCES audit (number),
  plan TEXT NOT NULL,
  -- What the fingerprint covers: see FrozenManifest.swift.
  manifest TEXT NOT NULL,
  fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32)
) STRICT;

CREATE INDEX frozen_version_by_plan ON frozen_version (plan, entry);

CREATE TABLE frozen_part (
  entry INTEGER NOT NULL REFERENCES frozen_version,
  part TEXT NOT NULL,
  -- The heads of the part's history, separated by spaces.
  frontier TEXT NOT NULL,
  -- Canonical JSON: see FrozenPart.swift.
  content BLOB,
  -- Without it, the content of a short part could be guessed from its commitment.
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  -- Of a report: the author's device, and its signature of the content.
  public_key BLOB CHECK (length(public_key) = 32),
  signature BLOB CHECK (length(signature) = 64),
  PRIMARY KEY (entry, part)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER frozen_version_keeps_content BEFORE UPDATE ON frozen_version
BEGIN
  SELECT raise(ABORT, 'a frozen version never changes');
END;

CREATE TRIGGER frozen_version_keeps_rows BEFORE DELETE ON frozen_version
WHEN NOT EXISTS (SELECT 1 FROM erased_plan WHERE plan = old.plan)
BEGIN
  SELECT raise(ABORT, 'a frozen version stays');
END;

CREATE TRIGGER frozen_part_keeps_content
BEFORE UPDATE OF entry, part, frontier, salt, commitment, public_key, signature ON frozen_part
BEGIN
  SELECT raise(ABORT, 'a frozen version never changes');
END;

CREATE TRIGGER frozen_part_erases_whole BEFORE UPDATE OF content ON frozen_part
WHEN new.content IS NOT NULL
BEGIN
  SELECT raise(ABORT, 'a frozen content can only be erased');
END;

CREATE TRIGGER frozen_part_keeps_rows BEFORE DELETE ON frozen_part
WHEN NOT EXISTS (
  SELECT 1 FROM frozen_version JOIN erased_plan ON erased_plan.plan = frozen_version.plan
  WHERE frozen_version.entry = old.entry)
BEGIN
  SELECT raise(ABORT, 'a frozen version stays');
END;

-- Plans that may not be erased, whatever the time they should be kept for: a complaint, a Tribunal, a
-- court's order.
CREATE TABLE legal_hold (
  plan TEXT PRIMARY KEY REFERENCES plan,
  reason TEXT NOT NULL,
  began INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
