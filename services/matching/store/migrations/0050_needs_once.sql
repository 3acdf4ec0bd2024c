-- contract: what marks a case is read out of `profiles`, which keeps what registration told and forgets it with the family.
DROP TABLE case_needs;
