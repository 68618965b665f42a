DROP TABLE bestuurslot;
DROP TABLE solidariteitsplaatsing;
DROP TABLE solidariteitsstap;
DROP TABLE solidariteitslijn;
DROP TABLE solidariteitsboek;
