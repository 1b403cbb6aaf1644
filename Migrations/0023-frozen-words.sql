-- for: server
--
-- A frozen content may lose words, but only where the list of erasures has something of its part; what
-- is left is proved by its commitment: see Excerpt+Commitment.swift.

DROP TRIGGER frozen_part_erases_whole;

CREATE TRIGGER frozen_part_only_loses_words BEFORE UPDATE OF content ON frozen_part
WHEN new.content IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM erasure JOIN frozen_version ON frozen_version.plan = erasure.plan
  WHERE frozen_version.entry = old.entry AND erasure.part = old.part)
BEGIN
  SELECT raise(ABORT, 'a frozen content can only be erased');
END;

-- What a person gave as reason for an entry of the audit log. The entry's payload fixes it by its
-- commitment, so words of it can be erased and the log stays provable.
CREATE TABLE audit_note (
  entry INTEGER PRIMARY KEY REFERENCES audit (number),
  -- An excerpt: see AuditNote.swift.
  content BLOB NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;

CREATE TRIGGER audit_note_keeps_rows BEFORE DELETE ON audit_note
WHEN NOT EXISTS (
  SELECT 1 FROM audit JOIN erased_plan ON erased_plan.plan = audit.plan
  WHERE audit.number = old.entry)
BEGIN
  SELECT raise(ABORT, 'the audit log only grows');
END;

CREATE TRIGGER audit_note_only_loses_words BEFORE UPDATE ON audit_note
WHEN new.entry != old.entry OR new.salt != old.salt OR NOT EXISTS (
  SELECT 1 FROM erasure JOIN audit ON audit.plan = erasure.plan
  WHERE audit.number = old.entry AND erasure.part = '$notes')
BEGIN
  SELECT raise(ABORT, 'the audit log only grows');
END;
