-- expand: which contract this one renews; nothing for those of before. No key to it: tenancy has that, and a
-- contract is read under its own scope.
ALTER TABLE contracts ADD COLUMN follows_contract_id uuid;
