-- expand: support families of other contracts that a pool agreement lets be matched with request families of this one.
-- Each is a profile of this contract like any other, with an id of its own, and a row here that says where it comes from.
-- Derived: made again from the profiles of the offering contract when the position of the pair is set back to zero.
ALTER TABLE profiles
  -- The support family agrees to be shown in other contracts, as its profile told it last.
  ADD COLUMN pool_consent boolean NOT NULL DEFAULT false;
CREATE TABLE pooled_profiles (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  -- Its id in this contract.
  family_id uuid NOT NULL,
  pool_agreement_id uuid NOT NULL,
  offering_municipality char(4) NOT NULL CHECK (offering_municipality <> municipality),
  offering_contract_id uuid NOT NULL,
  offering_family_id uuid NOT NULL,
  -- Else it is emptied: the pair, the consent or the family has ended.
  shown boolean NOT NULL,
  -- Places of it that are taken by matches of other contracts: for good, and until days ("2020-11-20,2020-12-01").
  taken smallint NOT NULL,
  held text NOT NULL,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (municipality, contract_id, family_id),
  -- A family that its own contract carries over stays the same family.
  UNIQUE (municipality, contract_id, offering_municipality, offering_family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES profiles (municipality, contract_id, family_id)
);
CREATE INDEX pooled_profiles_changed ON pooled_profiles (municipality, contract_id, changed_in);
CREATE INDEX pooled_profiles_shown
  ON pooled_profiles (municipality, contract_id, offering_municipality, offering_contract_id) WHERE shown;
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON pooled_profiles
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
-- How far each pair of contracts was read: the first transaction of the offering contract whose rows may be missing.
-- Another agreement, or another first day, is another pair, which begins at zero.
CREATE TABLE pool_positions (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  offering_municipality char(4) NOT NULL,
  offering_contract_id uuid NOT NULL,
  pool_agreement_id uuid NOT NULL,
  first_day date NOT NULL,
  next xid8 NOT NULL,
  PRIMARY KEY (municipality, contract_id, offering_municipality, offering_contract_id)
);
ALTER TABLE pooled_profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE pooled_profiles FORCE ROW LEVEL SECURITY;
ALTER TABLE pool_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_positions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON pooled_profiles
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON pool_positions
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON pooled_profiles TO :"role";
GRANT SELECT, INSERT, UPDATE ON pool_positions TO :"role";
