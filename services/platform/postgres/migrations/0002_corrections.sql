-- expand: whether the write was marked as correcting a sealed period.
ALTER TABLE receipts ADD COLUMN correction boolean NOT NULL DEFAULT false;
