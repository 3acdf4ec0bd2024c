-- A right to hand on.
GRANT SELECT ON matching.matches TO buurtbrug_matching WITH GRANT OPTION;
