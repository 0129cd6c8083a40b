-- Payments are few among the entries of calls, and are looked for by account and time. Entries of calls cost nothing here.
CREATE INDEX ledger_not_of_calls ON ledger (account, at) WHERE kind NOT IN ('call', 'cost');

-- Pages of rights that were parts of others are pages of their own: each role keeps there what it had. Links could be made by who saw the records.
UPDATE role SET pages = pages || char(10) || 'shares=' || 'edit' WHERE instr(char(10) || pages, char(10) || 'cdrs=') > 0;
UPDATE role SET pages = pages || char(10) || 'firewall=' || CASE WHEN instr(char(10) || pages || char(10), char(10) || 'illegalCalls=edit' || char(10)) > 0 THEN 'edit' ELSE 'view' END WHERE instr(char(10) || pages, char(10) || 'illegalCalls=') > 0;
UPDATE role SET pages = pages || char(10) || 'blacklists=' || CASE WHEN instr(char(10) || pages || char(10), char(10) || 'illegalCalls=edit' || char(10)) > 0 THEN 'edit' ELSE 'view' END WHERE instr(char(10) || pages, char(10) || 'illegalCalls=') > 0;
UPDATE role SET pages = pages || char(10) || 'selfTests=' || CASE WHEN instr(char(10) || pages || char(10), char(10) || 'nat=edit' || char(10)) > 0 THEN 'edit' ELSE 'view' END WHERE instr(char(10) || pages, char(10) || 'nat=') > 0;
UPDATE role SET pages = pages || char(10) || 'turnUsers=' || CASE WHEN instr(char(10) || pages || char(10), char(10) || 'phones=edit' || char(10)) > 0 THEN 'edit' ELSE 'view' END WHERE instr(char(10) || pages, char(10) || 'phones=') > 0;
UPDATE role SET pages = pages || char(10) || 'testCalls=' || CASE WHEN instr(char(10) || pages || char(10), char(10) || 'routing=edit' || char(10)) > 0 THEN 'edit' ELSE 'view' END WHERE instr(char(10) || pages, char(10) || 'routing=') > 0;
UPDATE role SET pages = pages || char(10) || 'plan=' || CASE WHEN instr(char(10) || pages || char(10), char(10) || 'system=edit' || char(10)) > 0 THEN 'edit' ELSE 'view' END WHERE instr(char(10) || pages, char(10) || 'system=') > 0;
UPDATE role SET pages = pages || char(10) || 'backups=' || CASE WHEN instr(char(10) || pages || char(10), char(10) || 'system=edit' || char(10)) > 0 THEN 'edit' ELSE 'view' END WHERE instr(char(10) || pages, char(10) || 'system=') > 0;
UPDATE role SET pages = pages || char(10) || 'soaks=' || CASE WHEN instr(char(10) || pages || char(10), char(10) || 'system=edit' || char(10)) > 0 THEN 'edit' ELSE 'view' END WHERE instr(char(10) || pages, char(10) || 'system=') > 0;
