DROP TABLE onderzoek;
