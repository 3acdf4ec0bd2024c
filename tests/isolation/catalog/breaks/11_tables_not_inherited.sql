-- An archive whose rows turn up in the original.
CREATE TABLE matching.old_matches () INHERITS (matching.matches);
