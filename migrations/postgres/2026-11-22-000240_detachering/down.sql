DROP TABLE detachering;
