-- Old answers are tidied up.
GRANT DELETE ON registration.receipts TO buurtbrug_registration;
