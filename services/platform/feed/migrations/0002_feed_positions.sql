-- How far this service has read each feed that it follows; moves in the transaction of the projection.
-- not case data: one row per feed.
CREATE TABLE feed_positions (
  feed text PRIMARY KEY,
  transaction xid8 NOT NULL,
  sequence bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON feed_positions TO :"role";
