-- Another service's tables by their short names.
RESET ROLE;
ALTER ROLE buurtbrug_matching SET search_path TO registration, matching, extensions;
