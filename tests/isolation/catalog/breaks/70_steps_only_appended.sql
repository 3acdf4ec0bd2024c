-- Steps can be put right.
GRANT UPDATE (reason) ON matching.match_steps TO buurtbrug_matching;
