-- Who is called about an alarm, until somebody acknowledges it.
ALTER TABLE alarm_setting ADD COLUMN voice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alarm_setting ADD COLUMN voice_to TEXT NOT NULL DEFAULT '';   -- a line each, in the order in which they are called

-- Nothing could be archived for half a minute.
INSERT INTO alarm_setting (type, object, level, lower, upper, period) VALUES (30001, '', 2, NULL, 3000000000, 60);
