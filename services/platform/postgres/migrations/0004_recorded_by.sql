-- expand: who made the write, and for whom when it was a service. Empty for writes of earlier releases.
ALTER TABLE receipts
  ADD COLUMN recorded_by text NOT NULL DEFAULT '',
  ADD COLUMN on_behalf_of text NOT NULL DEFAULT '';
