DROP INDEX regiodocent_lijst;
DROP INDEX vacature_lijst;
