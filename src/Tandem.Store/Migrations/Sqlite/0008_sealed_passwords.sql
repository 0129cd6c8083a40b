-- Whether a stored plan has the passwords of phones and ingress trunks as digests (1), or in clear as versions before this one wrote them (0). Those are sealed at the next start.
ALTER TABLE plan_revision ADD COLUMN is_sealed INTEGER NOT NULL DEFAULT 0;
