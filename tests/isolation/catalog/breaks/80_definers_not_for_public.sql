-- Nobody took back what everybody gets.
CREATE FUNCTION registration.count_families() RETURNS bigint
  SECURITY DEFINER SET search_path TO registration LANGUAGE sql AS
$$ SELECT count(*) FROM registration.families $$;
