-- A page of a list begins where the one before ended, without sorting all of the regio.
CREATE INDEX vacature_lijst ON vacature (regio_id, id);
CREATE INDEX regiodocent_lijst ON regiodocent (regio_id, id);
