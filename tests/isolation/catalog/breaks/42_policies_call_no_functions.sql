-- The condition lies in a function.
CREATE FUNCTION registration.is_mine(code char) RETURNS boolean STABLE LANGUAGE sql AS
$$ SELECT code = current_setting('buurtbrug.municipality', true) $$;
CREATE POLICY narrow ON registration.children AS RESTRICTIVE
  USING (registration.is_mine(municipality));
