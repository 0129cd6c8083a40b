-- What strangers tried, other than calls, by minute: passwords, sweeps, what scanners send. Of the heaviest by source too, of which the newest 200,000 are kept.
CREATE TABLE firewall_offence (
    minute          INTEGER NOT NULL,
    reason          TEXT    NOT NULL,
    offences        INTEGER NOT NULL,
    PRIMARY KEY (minute, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE firewall_offence_source (
    id              INTEGER PRIMARY KEY,
    source          TEXT    NOT NULL,
    minute          INTEGER NOT NULL,
    reason          TEXT    NOT NULL,
    offences        INTEGER NOT NULL,
    UNIQUE (source, minute, reason)
) STRICT;

-- From where an API key opens, as a user's geofence. NULL: from anywhere.
ALTER TABLE api_key ADD COLUMN geofence TEXT;
