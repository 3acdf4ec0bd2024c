-- expand: whether a step was marked as correcting a sealed period; the steps of earlier releases correct nothing.
ALTER TABLE family_steps ADD COLUMN correction boolean NOT NULL DEFAULT false;
