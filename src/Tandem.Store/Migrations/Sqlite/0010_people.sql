-- People and programs that may use the switch. Passwords, keys and session tokens are hashes; a name is one name whatever its case.
CREATE TABLE user (
    name            TEXT    PRIMARY KEY COLLATE NOCASE,
    role            TEXT    NOT NULL,
    accounts        TEXT,               -- one a line; NULL = all
    password        TEXT    NOT NULL,   -- Argon2id, PHC string
    password_at     INTEGER NOT NULL,
    totp            BLOB,               -- the shared secret of RFC 6238; NULL without
    totp_new        BLOB,               -- one that has not been confirmed yet
    totp_step       INTEGER NOT NULL,   -- the last time step that was used: a code counts once
    is_disabled     INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    signed_in_at    INTEGER,
    signed_in_from  TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
    name            TEXT    PRIMARY KEY COLLATE NOCASE,
    pages           TEXT    NOT NULL    -- page=view or page=edit, one a line
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
    name            TEXT    PRIMARY KEY COLLATE NOCASE,
    hash            BLOB    NOT NULL UNIQUE,
    role            TEXT    NOT NULL,
    accounts        TEXT,
    created_at      INTEGER NOT NULL,
    created_by      TEXT    NOT NULL,
    used_at         INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    hash            BLOB    PRIMARY KEY,
    user            TEXT    NOT NULL COLLATE NOCASE,
    began_at        INTEGER NOT NULL,
    seen_at         INTEGER NOT NULL,
    address         TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user);

-- From where, and what was before and after. Lines of earlier versions have none of them, and their hashes go without.
ALTER TABLE audit ADD COLUMN address TEXT;
ALTER TABLE audit ADD COLUMN old_value TEXT;
ALTER TABLE audit ADD COLUMN new_value TEXT;
