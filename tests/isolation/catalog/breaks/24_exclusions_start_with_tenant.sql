-- Periods of two contracts exclude each other.
ALTER TABLE reporting.subsidy_periods ADD CONSTRAINT periods_overlap
  EXCLUDE USING gist (name WITH =, daterange(first_day, last_day, '[]') WITH &&);
