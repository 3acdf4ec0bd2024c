-- Numbers that belong to no table.
CREATE SEQUENCE registration.numbers;
