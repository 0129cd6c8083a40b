-- How many changes a revision of the plan made; NULL for those of earlier versions.
ALTER TABLE plan_revision ADD COLUMN changes INTEGER;
