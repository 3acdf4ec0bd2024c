-- The policy went with a renaming.
DROP POLICY tenant ON evaluation.moments;
