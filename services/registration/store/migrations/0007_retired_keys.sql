-- expand: a contract's key under which no family's is any more is destroyed too.
ALTER TABLE contract_keys ALTER COLUMN wrapped DROP NOT NULL;
ALTER TABLE contract_keys ADD COLUMN retired_at timestamptz;
ALTER TABLE contract_keys ADD CONSTRAINT contract_keys_retired
  CHECK ((wrapped IS NULL) = (retired_at IS NOT NULL));
GRANT UPDATE (retired_at) ON contract_keys TO :"role";
