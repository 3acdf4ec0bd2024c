-- expand: families that a partner referred. A transaction that names a partner (buurtbrug.partner) is held to
-- them: it brings them in, and reads what has become of them, not who they are.
ALTER TABLE families ADD COLUMN referred_by uuid;
CREATE TABLE referrals (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  referral_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  family_id uuid NOT NULL,
  -- The partner's own; empty when it gave none.
  reference text NOT NULL CHECK (char_length(reference) <= 40),
  referred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (municipality, contract_id, referral_id),
  UNIQUE (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX referrals_of_partner ON referrals (municipality, contract_id, partner_id, referral_id);
ALTER TABLE referrals ENABLE ROW LEVEL SECURITY;
ALTER TABLE referrals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON referrals
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON families AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
         OR referred_by = nullif(current_setting('buurtbrug.partner', true), '')::uuid)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR referred_by = nullif(current_setting('buurtbrug.partner', true), '')::uuid);
-- A partner brings a family in; what comes after is not its own doing.
CREATE POLICY partner_only_adds ON families AS RESTRICTIVE FOR UPDATE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
-- Below, `families` shows a partner only those that it referred: what belongs to a family is put after it.
CREATE POLICY partner ON referrals AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
         OR partner_id = nullif(current_setting('buurtbrug.partner', true), '')::uuid)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR partner_id = nullif(current_setting('buurtbrug.partner', true), '')::uuid
                 AND EXISTS (SELECT 1 FROM families f WHERE f.municipality = referrals.municipality
                             AND f.contract_id = referrals.contract_id AND f.family_id = referrals.family_id));
CREATE POLICY partner ON adults AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR EXISTS (SELECT 1 FROM families f WHERE f.municipality = adults.municipality
                         AND f.contract_id = adults.contract_id AND f.family_id = adults.family_id));
CREATE POLICY partner ON children AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR EXISTS (SELECT 1 FROM families f WHERE f.municipality = children.municipality
                         AND f.contract_id = children.contract_id AND f.family_id = children.family_id));
-- The first step is the registration; a partner adds no other.
CREATE POLICY partner ON family_steps AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
         OR EXISTS (SELECT 1 FROM families f WHERE f.municipality = family_steps.municipality
                    AND f.contract_id = family_steps.contract_id AND f.family_id = family_steps.family_id))
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR number = 1
                 AND EXISTS (SELECT 1 FROM families f WHERE f.municipality = family_steps.municipality
                             AND f.contract_id = family_steps.contract_id
                             AND f.family_id = family_steps.family_id));
GRANT SELECT, INSERT ON referrals TO :"role";
