-- for: server
--
-- What a person is at the authority, as the administrator said when making the account; null for
-- people who were invited to a plan.

ALTER TABLE account ADD COLUMN office TEXT;
