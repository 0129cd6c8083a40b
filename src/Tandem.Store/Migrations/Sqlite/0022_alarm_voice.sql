-- Who is called about an alarm, until somebody acknowledges it.
ALTER TABLE alarm_setting ADD COLUMN voice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alarm_setting ADD COLUMN voice_to TEXT NOT NULL DEFAULT '';   -- a line each, in the order in which they are called
