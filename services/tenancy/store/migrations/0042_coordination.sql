-- expand: how cases are shared out between coordinators, as buurtbrug.tenancy.v1.Coordination; an empty one: not known.
ALTER TABLE protocols ADD COLUMN coordination jsonb NOT NULL DEFAULT '{}'
  CHECK (jsonb_typeof(coordination) = 'object');
GRANT UPDATE (coordination) ON protocols TO :"role";
