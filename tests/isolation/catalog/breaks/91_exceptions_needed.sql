-- What was excused has gone.
DROP INDEX tenancy.feed_entries_order, registration.feed_entries_order, matching.feed_entries_order,
           evaluation.feed_entries_order, reporting.feed_entries_order;
