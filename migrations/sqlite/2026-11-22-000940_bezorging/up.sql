-- The trace of the request that changed something goes along with the message about it. A receiver says once that it wants
-- messages from us (toegestaan_op). The feed is kept for a while only: what stood up to opgeruimd_tot is gone.
-- The secrets of an abonnement are kept sealed: see src/app/kluis.rs.
ALTER TABLE wijziging ADD COLUMN trace_id TEXT;
ALTER TABLE bezorging ADD COLUMN trace_id TEXT;
ALTER TABLE abonnement ADD COLUMN toegestaan_op TEXT;
ALTER TABLE wijzigingsteller ADD COLUMN opgeruimd_tot INTEGER NOT NULL DEFAULT 0;
-- Whose turn it is, and the next message to a receiver, without looking at all that wait.
CREATE INDEX bezorging_beurt ON bezorging (abonnement_id, status, volgende_op, volgnummer);
