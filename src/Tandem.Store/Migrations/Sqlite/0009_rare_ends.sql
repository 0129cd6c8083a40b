-- A search for a rare end goes by this. The usual ends of calls are found soon by going back in time, and are not in it: most records cost the writer nothing here. CdrConditions repeats the condition.
CREATE INDEX cdr_rare_end ON cdr (end_reason, started_at) WHERE end_reason NOT IN (16, 480, 486, -1);
