DROP TABLE doorbelastingsregel;
DROP TABLE doorbelastingsmaand;
