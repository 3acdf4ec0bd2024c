-- What everybody gets of a new function unless it is taken back.
CREATE FUNCTION matching.double(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT 2 * n $$;
