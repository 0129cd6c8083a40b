-- What the calls that ended within a minute were, together: the overview's figures, without reading records. A row for each currency: a call's counts go to that of its customer ('' without one), its cost to
-- the vendor's. Written in the transaction that stores the records.
CREATE TABLE traffic_minute (
    minute    INTEGER NOT NULL,   -- UTC minutes since 1970
    currency  TEXT    NOT NULL,
    calls     INTEGER NOT NULL,   -- without illegal ones
    answered  INTEGER NOT NULL,
    effective INTEGER NOT NULL,   -- the network did its part (ITU-T E.425 NER): answered, busy, not picked up, refused by the user
    illegal   INTEGER NOT NULL,
    talk_ms   INTEGER NOT NULL,
    fee       INTEGER NOT NULL,
    cost      INTEGER NOT NULL,
    PRIMARY KEY (minute, currency)
) STRICT, WITHOUT ROWID;

-- The last two days, so that an upgrade does not begin at nothing.
INSERT INTO traffic_minute (minute, currency, calls, answered, effective, illegal, talk_ms, fee, cost)
SELECT minute, currency, sum(calls), sum(answered), sum(effective), sum(illegal), sum(talk_ms), sum(fee), sum(cost) FROM (
    SELECT ended_at / 60000 AS minute, coalesce(currency, '') AS currency,
        iif(billing_mode = -9, 0, attempts) AS calls,
        iif(billing_mode <> -9 AND answered_at IS NOT NULL, 1, 0) AS answered,
        iif(billing_mode <> -9 AND (answered_at IS NOT NULL OR end_reason IN (480, 486, 600, 603, -2, -40) OR (end_reason = -1 AND ringing_at IS NOT NULL)), attempts, 0) AS effective,
        iif(billing_mode = -9, attempts, 0) AS illegal,
        talk_ms, fee, 0 AS cost
    FROM cdr INDEXED BY cdr_started WHERE started_at >= (unixepoch() - 172800) * 1000
    UNION ALL
    SELECT ended_at / 60000, coalesce(vendor_currency, ''), 0, 0, 0, 0, 0, 0, cost
    FROM cdr INDEXED BY cdr_started WHERE started_at >= (unixepoch() - 172800) * 1000 AND cost <> 0)
GROUP BY minute, currency;
