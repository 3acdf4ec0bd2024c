-- expand: the contract of a support family is told how the match of another contract stands that takes a place of it.
ALTER TABLE pool_reservations
  -- State of the match as it was told last; NULL: it was not.
  ADD COLUMN match_state smallint CHECK (match_state BETWEEN 1 AND 11),
  ADD COLUMN trial_first_day date;
-- What was not told until now is told by the own feed, read again.
UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0 WHERE feed = 'matching';
