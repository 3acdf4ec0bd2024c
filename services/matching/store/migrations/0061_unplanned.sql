-- expand: families that wait or are available and could not be in a plan, each with its role and why. The lists are as
-- long as each other; null: the plan was made before this was kept. The previous release writes null.
ALTER TABLE plans
  ADD COLUMN unplanned_families uuid[],
  ADD COLUMN unplanned_roles int[],
  ADD COLUMN unplanned_reasons text[],
  ADD CONSTRAINT plans_unplanned CHECK (
    cardinality(unplanned_families) = cardinality(unplanned_roles)
    AND cardinality(unplanned_families) = cardinality(unplanned_reasons));
