-- Where postcodes lie, and how neighbourhoods are called: reference data of Statistics Netherlands (CBS).
-- not case data: nothing about people.
CREATE TABLE places (
  -- Six characters; or four digits, of all postcodes with these that have no rows of their own.
  postcode text NOT NULL CHECK (postcode ~ '^[1-9][0-9]{3}([A-Z]{2})?$'),
  first_number integer NOT NULL CHECK (first_number > 0),
  last_number integer NOT NULL CHECK (last_number >= first_number),
  municipality_code char(4) NOT NULL,
  -- CBS codes; empty where they are not known.
  wijk text NOT NULL,
  buurt text NOT NULL,
  year smallint NOT NULL,
  PRIMARY KEY (postcode, first_number)
);
-- not case data: names of places.
CREATE TABLE neighbourhoods (
  code text NOT NULL,
  year smallint NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (code, year)
);
-- An import puts the rows of a postcode in the place of those that are there.
GRANT SELECT, INSERT, DELETE ON places TO :"role";
GRANT SELECT, INSERT, UPDATE ON neighbourhoods TO :"role";
