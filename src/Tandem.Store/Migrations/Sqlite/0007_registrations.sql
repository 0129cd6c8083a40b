-- What phones have registered, one row for each number, so that they are reached after a restart. The contacts as Calls/Registration/PhoneBindings packs them; until_at is when the last one ends.
CREATE TABLE registration (
    phone    TEXT PRIMARY KEY,
    until_at INTEGER NOT NULL,
    bindings BLOB NOT NULL
) STRICT, WITHOUT ROWID;
