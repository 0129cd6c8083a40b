-- Whom an OpenID provider vouches for is which user. The provider's own number of a person (sub) never changes; a name may be given to somebody else.
CREATE TABLE openid_user (
    issuer          TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    user            TEXT    NOT NULL UNIQUE COLLATE NOCASE REFERENCES user (name) ON DELETE CASCADE,
    bound_at        INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
