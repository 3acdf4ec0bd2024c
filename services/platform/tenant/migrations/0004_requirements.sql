-- expand: what the screening takes, as buurtbrug.tenancy.v1.Requirement; an empty list means what the columns say.
ALTER TABLE contract_protocols ADD COLUMN requirements jsonb NOT NULL DEFAULT '[]'
  CHECK (jsonb_typeof(requirements) = 'array');
