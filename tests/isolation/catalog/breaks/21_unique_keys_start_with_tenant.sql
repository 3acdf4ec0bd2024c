-- One postcode, one family in the whole country.
ALTER TABLE registration.families ADD UNIQUE (postcode);
