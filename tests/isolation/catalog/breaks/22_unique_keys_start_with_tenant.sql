-- An index without a constraint, unique within the municipality only.
CREATE UNIQUE INDEX families_postcode ON registration.families (municipality, postcode);
