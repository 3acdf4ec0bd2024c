-- expand: entries of earlier releases correct nothing.
ALTER TABLE feed_entries ADD COLUMN correction boolean NOT NULL DEFAULT false;
