-- expand: support families agree to be shown in another municipality under a pool agreement.
ALTER TABLE consent_steps DROP CONSTRAINT consent_steps_purpose_check;
ALTER TABLE consent_steps ADD CONSTRAINT consent_steps_purpose_check CHECK (purpose BETWEEN 1 AND 5);
