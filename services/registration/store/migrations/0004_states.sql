-- expand: the states and steps of the whole life of a family; numbers as in buurtbrug.registration.v1.
ALTER TABLE families DROP CONSTRAINT families_state_check;
ALTER TABLE families ADD CONSTRAINT families_state_check CHECK (state BETWEEN 1 AND 9);
ALTER TABLE family_steps DROP CONSTRAINT family_steps_kind_check;
ALTER TABLE family_steps ADD CONSTRAINT family_steps_kind_check CHECK (kind BETWEEN 1 AND 13);
