-- expand: the key of unserved demand is wrapped anew by the current master key, as contracts' keys are.
GRANT UPDATE (master_number) ON demands TO :"role";
