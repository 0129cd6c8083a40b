-- The last sign of life of a side that vanished without a BYE: the call is charged until then, and not until ended_at. NULL when the end was said.
ALTER TABLE cdr ADD COLUMN proven_at INTEGER;
