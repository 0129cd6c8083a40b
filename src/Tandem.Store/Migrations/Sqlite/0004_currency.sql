-- The currency of an account's money: what the newest plan that gave it a rate table said. It outlives the table, and the account's place in the plan.
ALTER TABLE account ADD COLUMN currency TEXT;
UPDATE account SET currency = (
    SELECT currency FROM cdr WHERE cdr.account = account.name AND cdr.currency IS NOT NULL ORDER BY started_at DESC LIMIT 1);
