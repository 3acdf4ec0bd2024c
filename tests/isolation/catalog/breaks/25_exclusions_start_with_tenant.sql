-- The tenant is first, compared by unequal.
ALTER TABLE reporting.subsidy_periods ADD CONSTRAINT periods_overlap
  EXCLUDE USING gist (municipality WITH <>, contract_id WITH =, name WITH =);
