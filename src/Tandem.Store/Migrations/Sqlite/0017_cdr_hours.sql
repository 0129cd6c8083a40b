-- What the call records of an hour add up to, so that a selection by time alone is not read record by record. Kept by the database itself: records are added, and go by retention, but are never edited.
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

CREATE TRIGGER cdr_hour_counts AFTER INSERT ON cdr BEGIN
    INSERT INTO cdr_hour (hour, currency, vendor_currency, answered, records, talk_ms, fee, cost)
    VALUES (NEW.started_at / 3600000, coalesce(NEW.currency, ''), coalesce(NEW.vendor_currency, ''), NEW.answered_at IS NOT NULL, 1, NEW.talk_ms, NEW.fee, NEW.cost)
    ON CONFLICT (hour, currency, vendor_currency, answered) DO UPDATE SET
        records = records + 1, talk_ms = talk_ms + excluded.talk_ms, fee = fee + excluded.fee, cost = cost + excluded.cost;
END;

CREATE TRIGGER cdr_hour_forgets AFTER DELETE ON cdr BEGIN
    UPDATE cdr_hour SET records = records - 1, talk_ms = talk_ms - OLD.talk_ms, fee = fee - OLD.fee, cost = cost - OLD.cost
    WHERE hour = OLD.started_at / 3600000 AND currency = coalesce(OLD.currency, '') AND vendor_currency = coalesce(OLD.vendor_currency, '') AND answered = (OLD.answered_at IS NOT NULL);
    DELETE FROM cdr_hour
    WHERE hour = OLD.started_at / 3600000 AND currency = coalesce(OLD.currency, '') AND vendor_currency = coalesce(OLD.vendor_currency, '') AND answered = (OLD.answered_at IS NOT NULL) AND records = 0;
END;
