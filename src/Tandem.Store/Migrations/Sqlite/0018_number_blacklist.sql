-- Numbers whose calls are refused (black) or never refused by these lists (white). What has ended is removed by the switch.
CREATE TABLE number_line (
    is_black        INTEGER NOT NULL,
    side            TEXT    NOT NULL,
    number          TEXT    NOT NULL,
    reason          TEXT    NOT NULL,
    from_at         INTEGER NOT NULL,
    until_at        INTEGER,
    count           INTEGER NOT NULL,
    added_by        TEXT    NOT NULL,
    comment         TEXT    NOT NULL,
    PRIMARY KEY (number, side, is_black)
) STRICT, WITHOUT ROWID;
