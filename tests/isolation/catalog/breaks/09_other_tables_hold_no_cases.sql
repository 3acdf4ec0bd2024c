-- Feeds are now read for each contract.
ALTER TABLE matching.feed_positions ADD COLUMN contract_id uuid;
