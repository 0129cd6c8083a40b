-- Call records leave by retention alone, the oldest first: it raises the border, and above the border nothing is deleted.
CREATE TABLE cdr_retention (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    below   INTEGER NOT NULL,   -- the records with lower ids were removed
    removed INTEGER NOT NULL    -- how many
);
INSERT INTO cdr_retention (id, below, removed) VALUES (1, 0, 0);
CREATE TRIGGER cdr_retention_only_rises BEFORE UPDATE ON cdr_retention WHEN NEW.below < OLD.below OR NEW.removed < OLD.removed
    BEGIN SELECT RAISE(ABORT, 'the border of retention is never lowered'); END;
CREATE TRIGGER cdr_retention_stays BEFORE DELETE ON cdr_retention BEGIN SELECT RAISE(ABORT, 'the border of retention is never deleted'); END;
CREATE TRIGGER cdr_is_not_deleted BEFORE DELETE ON cdr WHEN OLD.id >= (SELECT below FROM cdr_retention)
    BEGIN SELECT RAISE(ABORT, 'call records are never deleted, but by retention'); END;

-- What the removed records charged. Their ledger entries stay, and add up to this.
CREATE TABLE cdr_swept (
    account TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    entries INTEGER NOT NULL,
    amount  INTEGER NOT NULL,
    PRIMARY KEY (account, kind)
) WITHOUT ROWID;
