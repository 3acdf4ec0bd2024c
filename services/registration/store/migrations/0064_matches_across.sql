-- expand: a match of another contract, under this pool agreement; NULL: a match of this one.
ALTER TABLE family_matches ADD COLUMN pool_agreement_id uuid;
