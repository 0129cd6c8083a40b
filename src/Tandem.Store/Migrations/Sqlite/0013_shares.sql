-- Links by which somebody without a session sees one call, or one result of nat-check, until they expire. The token is kept as its SHA-256 only; a link that is revoked is gone, and the audit trail has it.
CREATE TABLE share_link (
    id          TEXT    PRIMARY KEY,
    hash        BLOB    NOT NULL UNIQUE,
    kind        TEXT    NOT NULL,   -- call or natCheck
    subject     TEXT    NOT NULL,   -- the record's id, or the check's
    is_masked   INTEGER NOT NULL,   -- numbers are hidden
    has_charge  INTEGER NOT NULL,
    is_own      INTEGER NOT NULL,   -- made by who sees some accounts only: shows the caller's side
    created_at  INTEGER NOT NULL,
    created_by  TEXT    NOT NULL,
    expires_at  INTEGER NOT NULL,
    opened      INTEGER NOT NULL,
    opened_at   INTEGER
) STRICT, WITHOUT ROWID;

-- What nat-check has found for visitors of the self-test page. The code, which lets one report in, is kept as its SHA-256.
CREATE TABLE nat_check (
    id            TEXT    PRIMARY KEY,
    hash          BLOB    NOT NULL UNIQUE,
    created_at    INTEGER NOT NULL,
    created_from  TEXT    NOT NULL,
    reported_at   INTEGER,
    reported_from TEXT,
    report        TEXT                -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX nat_check_created ON nat_check (created_at);
