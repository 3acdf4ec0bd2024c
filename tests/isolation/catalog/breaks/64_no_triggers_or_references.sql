-- All that a table has to give.
GRANT ALL ON registration.children TO buurtbrug_registration;
