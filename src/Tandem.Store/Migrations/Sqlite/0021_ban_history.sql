-- Each ban as it began, so that a timeline and evidence have those too that a later one of the same source has replaced. The newest 200,000 are kept.
CREATE TABLE firewall_ban_history (
    id              INTEGER PRIMARY KEY,
    source          TEXT    NOT NULL,
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
) STRICT;

CREATE INDEX firewall_ban_history_from ON firewall_ban_history (from_at);

INSERT INTO firewall_ban_history (source, reason, from_at, until_at, times, offences, first_at, last_at, user_agent, banned_by, comment)
SELECT source, reason, from_at, until_at, times, offences, first_at, last_at, user_agent, banned_by, comment FROM firewall_ban ORDER BY from_at;
