-- Evidence asks for the audit lines of a period, and the trail only grows.
CREATE INDEX audit_at ON audit (at);
