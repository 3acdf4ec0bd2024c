-- expand: an answer belongs to the partner that asked, and a transaction that names a partner finds only that
-- partner's own. The column fills itself with the partner of the transaction.
ALTER TABLE receipts ADD COLUMN partner_id uuid DEFAULT nullif(current_setting('buurtbrug.partner', true), '')::uuid;
CREATE POLICY partner ON receipts AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
         OR partner_id = nullif(current_setting('buurtbrug.partner', true), '')::uuid)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR partner_id = nullif(current_setting('buurtbrug.partner', true), '')::uuid);
