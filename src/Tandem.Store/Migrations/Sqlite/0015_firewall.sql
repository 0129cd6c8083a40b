-- Who is or was banned, why, and for the how many-th time. What is long past is removed by the switch.
CREATE TABLE firewall_ban (
    source          TEXT    NOT NULL PRIMARY KEY,
    reason          TEXT    NOT NULL,
    from_at         INTEGER NOT NULL,
    until_at        INTEGER NOT NULL,
    times           INTEGER NOT NULL,
    offences        INTEGER NOT NULL,
    first_at        INTEGER NOT NULL,
    last_at         INTEGER NOT NULL,
    user_agent      TEXT    NOT NULL,
    banned_by       TEXT    NOT NULL,
    comment         TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The operators' black and white lists.
CREATE TABLE firewall_line (
    is_black        INTEGER NOT NULL,
    source          TEXT    NOT NULL,
    comment         TEXT    NOT NULL,
    until_at        INTEGER,
    added_by        TEXT    NOT NULL,
    added_at        INTEGER NOT NULL,
    PRIMARY KEY (source)
) STRICT, WITHOUT ROWID;

-- How many bans began in each hour, by reason.
CREATE TABLE firewall_hour (
    hour            INTEGER NOT NULL,
    reason          TEXT    NOT NULL,
    bans            INTEGER NOT NULL,
    PRIMARY KEY (hour, reason)
) STRICT, WITHOUT ROWID;
