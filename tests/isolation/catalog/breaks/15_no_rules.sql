-- A second copy of every adult.
CREATE RULE copy AS ON INSERT TO registration.adults
  DO ALSO INSERT INTO registration.receipts (municipality) VALUES (new.municipality);
