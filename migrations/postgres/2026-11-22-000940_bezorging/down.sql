DROP INDEX bezorging_beurt;
ALTER TABLE wijzigingsteller DROP COLUMN opgeruimd_tot;
ALTER TABLE abonnement DROP COLUMN toegestaan_op;
ALTER TABLE bezorging DROP COLUMN trace_id;
ALTER TABLE wijziging DROP COLUMN trace_id;
