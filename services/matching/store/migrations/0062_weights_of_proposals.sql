-- expand: whether `weights_version` was recorded with the proposal. Of one that came from a plan, or that named another
-- version than 0, it was; of the others from before nobody knows.
ALTER TABLE matches ADD COLUMN weights_known boolean NOT NULL DEFAULT false;
