-- Points at an id of whatever tenant.
ALTER TABLE registration.families ADD CONSTRAINT families_id UNIQUE (family_id);
ALTER TABLE registration.children ADD CONSTRAINT children_family
  FOREIGN KEY (family_id) REFERENCES registration.families (family_id);
