DROP TABLE bezorging;
DROP TABLE abonnement;
