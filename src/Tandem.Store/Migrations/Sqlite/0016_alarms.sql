-- When alarms come and go, and who is told. Bounds and values are whole units of 10^-8, as money is.
CREATE TABLE alarm_setting (
    id        INTEGER PRIMARY KEY,
    version   INTEGER NOT NULL DEFAULT 1,
    type      INTEGER NOT NULL,   -- VOS3000's code
    object    TEXT    NOT NULL,   -- trunk or account; '' for all
    level     INTEGER NOT NULL,   -- 0 general, 1 minor, 2 major, 3 critical
    lower     INTEGER,
    upper     INTEGER,
    period    INTEGER NOT NULL,   -- seconds
    is_on     INTEGER NOT NULL DEFAULT 1,
    from_min  INTEGER NOT NULL DEFAULT 0,
    to_min    INTEGER NOT NULL DEFAULT 0,   -- the same as from_min: all day
    time_zone TEXT    NOT NULL DEFAULT '',
    mail      INTEGER NOT NULL DEFAULT 0,
    mail_to   TEXT    NOT NULL DEFAULT '',  -- a line each
    webhook   INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO alarm_setting (type, object, level, lower, upper, period) VALUES
    (20003, '', 1, NULL,   9500000000, 300),   -- processors 95 % busy for 5 minutes
    (20004, '', 2, NULL,   9500000000,  60),   -- 95 % of the memory in use
    (20005, '', 2, NULL,   9000000000,  60),   -- 90 % of the disk in use
    (20005, '', 3, NULL,   9700000000,  60),
    (20006, '', 2, NULL, 200000000000,  60),   -- 2,000 records wait
    (20006, '', 3, NULL, 2000000000000, 60),
    (20017, '', 3, NULL,    500000000,  30),   -- no database for 5 s
    (20018, '', 3, NULL,            0,  60),   -- the media process ended
    (20020, '', 2, NULL,  10000000000,  60),   -- 100 illegal attempts in a minute
    (20021, '', 1, NULL,     25000000, 600),   -- the clock was set by a quarter of a second
    (30000, '', 0, NULL,         NULL,  60);   -- who is told of what programs outside raise

-- Alarms that are there (stopped_at is NULL) and those that were.
CREATE TABLE alarm (
    id           INTEGER PRIMARY KEY,
    setting      INTEGER NOT NULL,
    type         INTEGER NOT NULL,
    object       TEXT    NOT NULL,
    level        INTEGER NOT NULL,
    value        INTEGER NOT NULL,
    lower        INTEGER,
    upper        INTEGER,
    detail       TEXT    NOT NULL,
    started_at   INTEGER NOT NULL,
    stopped_at   INTEGER,
    confirmed_by TEXT    NOT NULL,
    confirmed_at INTEGER,
    memo         TEXT    NOT NULL,
    cleared_by   TEXT    NOT NULL,
    mailed_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX alarm_open ON alarm (type, object) WHERE stopped_at IS NULL;
CREATE INDEX alarm_stopped ON alarm (stopped_at);

-- How alarms leave the switch: a row, with the secrets that it needs to prove itself by.
CREATE TABLE alarm_delivery (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    version        INTEGER NOT NULL DEFAULT 1,
    smtp_host      TEXT    NOT NULL DEFAULT '',
    smtp_port      INTEGER NOT NULL DEFAULT 587,
    smtp_security  TEXT    NOT NULL DEFAULT 'startTls',   -- none, startTls or tls
    smtp_user      TEXT    NOT NULL DEFAULT '',
    smtp_password  TEXT    NOT NULL DEFAULT '',
    mail_from      TEXT    NOT NULL DEFAULT '',
    webhook_url    TEXT    NOT NULL DEFAULT '',
    webhook_secret TEXT    NOT NULL DEFAULT '',
    history_days   INTEGER NOT NULL DEFAULT 365
) STRICT;
INSERT INTO alarm_delivery (id) VALUES (1);
