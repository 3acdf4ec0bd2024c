-- expand: when both families sign the agreement (as buurtbrug.tenancy.v1.AgreementMoment; 0: not said), and for how many
-- days a proposal reserves a place (nothing: not said).
ALTER TABLE contract_protocols
  ADD COLUMN agreement_moment smallint NOT NULL DEFAULT 0 CHECK (agreement_moment BETWEEN 0 AND 2),
  ADD COLUMN proposal_days integer CHECK (proposal_days BETWEEN 1 AND 90);
