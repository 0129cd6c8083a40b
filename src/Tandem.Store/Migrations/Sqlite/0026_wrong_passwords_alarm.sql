-- A hundred wrong passwords in a minute, from whatever sources.
INSERT INTO alarm_setting (type, object, level, lower, upper, period) SELECT 30002, '', 2, NULL, 10000000000, 60 WHERE NOT EXISTS (SELECT 1 FROM alarm_setting WHERE type = 30002);
