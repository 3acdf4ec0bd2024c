-- expand: families that withdrew, for the list of those of which a match still runs.
CREATE INDEX families_withdrawn ON families (municipality, contract_id, family_id) WHERE state = 8;
