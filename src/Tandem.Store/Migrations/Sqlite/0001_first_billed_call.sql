-- Money is INTEGER of 10^-8 units, time INTEGER of UTC milliseconds. Text that isn't there is NULL, so that partial indexes stay small.

CREATE TABLE plan_revision (
    revision  INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    actor     TEXT    NOT NULL,
    document  BLOB    NOT NULL    -- the plan as JSON with its secrets, compressed; rate rows are in rate_deck
);

CREATE TABLE rate_deck (
    hash      TEXT    PRIMARY KEY, -- SHA-256 of the rows; a deck that didn't change is stored once
    row_count INTEGER NOT NULL,
    body      BLOB    NOT NULL
);

CREATE TABLE account (
    name       TEXT    PRIMARY KEY,
    kind       INTEGER NOT NULL,
    balance    INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE ledger (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    account   TEXT    NOT NULL REFERENCES account (name),
    kind      TEXT    NOT NULL,
    amount    INTEGER NOT NULL,
    balance   INTEGER NOT NULL,
    reference TEXT,
    cdr_id    INTEGER
);
CREATE INDEX ledger_account ON ledger (account);

CREATE TRIGGER ledger_is_not_edited BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger entries are never edited'); END;
CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END;

CREATE TABLE payment_key (
    account   TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    ledger_id INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) WITHOUT ROWID;

CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    detail  TEXT    NOT NULL,
    hash    BLOB    NOT NULL       -- SHA-256 over the hash before and this line
);

CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit lines are never edited'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit lines are never deleted'); END;

CREATE TABLE cdr (
    id                INTEGER PRIMARY KEY,
    shard             INTEGER NOT NULL,   -- where the whole record with its ladder is: journal/<shard>-<segment>.log
    segment           INTEGER NOT NULL,
    offset            INTEGER NOT NULL,
    call_id           TEXT,
    call_ids          TEXT,               -- B-legs, one a line
    node              TEXT,
    plan_revision     INTEGER NOT NULL,
    attempts          INTEGER NOT NULL,
    calling_number    TEXT,
    called_number     TEXT,
    calling_in        TEXT,
    called_in         TEXT,
    calling_out       TEXT,
    called_out        TEXT,
    source_ip         TEXT,
    source_port       INTEGER NOT NULL,
    destination_ip    TEXT,
    ingress_trunk     TEXT,
    egress_trunk      TEXT,
    phone             TEXT,
    caller_user_agent TEXT,
    callee_user_agent TEXT,
    started_at        INTEGER NOT NULL,
    ringing_at        INTEGER,
    answered_at       INTEGER,
    ended_at          INTEGER NOT NULL,
    pdd_ms            INTEGER NOT NULL,
    talk_ms           INTEGER NOT NULL,
    hold_time         INTEGER NOT NULL,
    clock_step_ms     INTEGER NOT NULL,
    end_direction     INTEGER NOT NULL,
    end_reason        INTEGER NOT NULL,
    sip_status        INTEGER NOT NULL,
    q850_cause        INTEGER NOT NULL,
    tried             TEXT,               -- trunk TAB answer TAB milliseconds, one a line
    billing_mode      INTEGER NOT NULL,
    account           TEXT,
    rate_table        TEXT,
    currency          TEXT,
    rate_prefix       TEXT,
    area              TEXT,
    fee_time          INTEGER NOT NULL,
    fee               INTEGER NOT NULL,
    tax               INTEGER NOT NULL,
    vendor            TEXT,
    vendor_rate_table TEXT,
    vendor_currency   TEXT,
    vendor_prefix     TEXT,
    vendor_area       TEXT,
    vendor_fee_time   INTEGER NOT NULL,
    cost              INTEGER NOT NULL,
    cost_tax          INTEGER NOT NULL,
    basis             BLOB    NOT NULL,   -- both rates and the billing rules as they were applied (Journal/RateCodec)
    funded_seconds    INTEGER NOT NULL,
    media_mode        TEXT,
    caller_codec      TEXT,
    callee_codec      TEXT,
    why               BLOB
);
CREATE INDEX cdr_started ON cdr (started_at);
CREATE INDEX cdr_account ON cdr (account, started_at) WHERE account IS NOT NULL;
CREATE INDEX cdr_calling ON cdr (calling_number, started_at) WHERE calling_number IS NOT NULL;
CREATE INDEX cdr_called ON cdr (called_number, started_at) WHERE called_number IS NOT NULL;
CREATE INDEX cdr_ingress ON cdr (ingress_trunk, started_at) WHERE ingress_trunk IS NOT NULL;
CREATE INDEX cdr_egress ON cdr (egress_trunk, started_at) WHERE egress_trunk IS NOT NULL;
CREATE INDEX cdr_source ON cdr (source_ip, started_at) WHERE source_ip IS NOT NULL;
CREATE INDEX cdr_illegal ON cdr (started_at) WHERE billing_mode = -9;

CREATE TRIGGER cdr_is_not_edited BEFORE UPDATE ON cdr BEGIN SELECT RAISE(ABORT, 'call records are never edited'); END;

-- Records of the journal that could not be stored as they are: nothing is dropped silently.
CREATE TABLE cdr_refused (
    shard   INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    offset  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    fault   TEXT    NOT NULL,
    PRIMARY KEY (shard, segment, offset)
) WITHOUT ROWID;

CREATE TABLE illegal_source (
    source_ip TEXT    PRIMARY KEY,
    count     INTEGER NOT NULL,
    first_at  INTEGER NOT NULL,
    last_at   INTEGER NOT NULL,
    numbers   TEXT    NOT NULL            -- the last numbers tried, newest first, one a line
) WITHOUT ROWID;
CREATE INDEX illegal_source_count ON illegal_source (count);

-- Up to where each journal has been stored; moves in the same transaction as its records.
CREATE TABLE journal_position (
    shard   INTEGER PRIMARY KEY,
    segment INTEGER NOT NULL,
    offset  INTEGER NOT NULL
);
