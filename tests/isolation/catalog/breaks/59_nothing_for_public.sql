-- One column for everybody.
GRANT SELECT (name) ON registration.adults TO PUBLIC;
