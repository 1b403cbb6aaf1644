-- for: server
--
-- What an authority's own tools show to read a feed: a token of a kind of its own, good for nothing
-- else. Only its hash is kept.

CREATE TABLE feed (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account,
  -- The one plan it is for; null for every plan the account takes part in.
  plan TEXT,
  label TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created INTEGER NOT NULL
) STRICT;

CREATE INDEX feed_by_account ON feed (account);
