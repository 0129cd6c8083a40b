-- What the call records of an hour add up to, so that a selection by time alone is not read record by record. Written in the transaction that stores the records, or
-- takes the oldest away; none is ever edited.
CREATE TABLE cdr_hour (
    hour            INTEGER NOT NULL,   -- UTC hours since 1970 in which the calls began
    currency        TEXT    NOT NULL,   -- '' without one
    vendor_currency TEXT    NOT NULL,
    answered        INTEGER NOT NULL,   -- 1: those that were answered; 0: the others
    records         INTEGER NOT NULL,
    talk_ms         INTEGER NOT NULL,
    fee             INTEGER NOT NULL,
    cost            INTEGER NOT NULL,
    PRIMARY KEY (hour, currency, vendor_currency, answered)
) STRICT, WITHOUT ROWID;

INSERT INTO cdr_hour (hour, currency, vendor_currency, answered, records, talk_ms, fee, cost)
SELECT started_at / 3600000, coalesce(currency, ''), coalesce(vendor_currency, ''), answered_at IS NOT NULL, count(*), sum(talk_ms), sum(fee), sum(cost)
FROM cdr GROUP BY 1, 2, 3, 4;
