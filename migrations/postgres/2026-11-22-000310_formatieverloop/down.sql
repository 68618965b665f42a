DROP TABLE formatieverloop;
