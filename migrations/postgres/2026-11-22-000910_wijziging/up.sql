-- The delta feed. Triggers write down which things a transaction touched (verandering), whoever wrote them; the last act
-- of the transaction gives them their numbers (wijziging), one row of numbers per regio that stays locked until the commit:
-- so numbers become visible in their order, and nobody who reads on from a number misses one.
-- rang: 1 changed, 2 made, 3 removed. alleen_bestuur: a second row, for a board that is (or was) concerned as well.
-- A migration that makes one of these tables anew must make its triggers anew.
CREATE TABLE verandering (
    regio_id UUID NOT NULL,
    soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    rang INTEGER NOT NULL,
    bestuursnummer TEXT,
    vestigingscode TEXT,
    alleen_bestuur BOOLEAN NOT NULL
);

CREATE TABLE wijziging (
    regio_id UUID NOT NULL REFERENCES regio (id),
    volgnummer BIGINT NOT NULL,
    soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    aard TEXT NOT NULL CHECK (aard IN ('gemaakt', 'gewijzigd', 'verwijderd')),
    bestuursnummer TEXT,
    vestigingscode TEXT,
    alleen_bestuur BOOLEAN NOT NULL,
    tijdstip TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (regio_id, volgnummer)
);

CREATE TABLE wijzigingsteller (
    regio_id UUID NOT NULL PRIMARY KEY REFERENCES regio (id),
    volgnummer BIGINT NOT NULL
);

CREATE FUNCTION regiodocent_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'regiodocent', NEW.id::text, 2, NULL, NULL, FALSE;
    RETURN NEW;
END $$;
CREATE TRIGGER regiodocent_insert_feed AFTER INSERT ON regiodocent FOR EACH ROW EXECUTE FUNCTION regiodocent_insert_feed();
CREATE FUNCTION contract_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NEW.formeel_werkgever, NULL, TRUE FROM regiodocent r WHERE r.id = NEW.regiodocent_id AND NEW.formeel_werkgever IS NOT NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER contract_insert_feed AFTER INSERT ON contract FOR EACH ROW EXECUTE FUNCTION contract_insert_feed();
CREATE FUNCTION bevoegdheid_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    RETURN NEW;
END $$;
CREATE TRIGGER bevoegdheid_insert_feed AFTER INSERT ON bevoegdheid FOR EACH ROW EXECUTE FUNCTION bevoegdheid_insert_feed();
CREATE FUNCTION voorkeur_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    RETURN NEW;
END $$;
CREATE TRIGGER voorkeur_insert_feed AFTER INSERT ON voorkeur FOR EACH ROW EXECUTE FUNCTION voorkeur_insert_feed();
CREATE FUNCTION uitsluiting_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    RETURN NEW;
END $$;
CREATE TRIGGER uitsluiting_insert_feed AFTER INSERT ON uitsluiting FOR EACH ROW EXECUTE FUNCTION uitsluiting_insert_feed();
CREATE FUNCTION instemming_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    RETURN NEW;
END $$;
CREATE TRIGGER instemming_insert_feed AFTER INSERT ON instemming FOR EACH ROW EXECUTE FUNCTION instemming_insert_feed();
CREATE FUNCTION vacature_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'vacature', NEW.id::text, 2, NEW.bestuursnummer, NEW.vestigingscode, FALSE;
    RETURN NEW;
END $$;
CREATE TRIGGER vacature_insert_feed AFTER INSERT ON vacature FOR EACH ROW EXECUTE FUNCTION vacature_insert_feed();
CREATE FUNCTION plaatsing_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'plaatsing', NEW.id::text, 2, NEW.bestuursnummer, NEW.vestigingscode, FALSE;
    RETURN NEW;
END $$;
CREATE TRIGGER plaatsing_insert_feed AFTER INSERT ON plaatsing FOR EACH ROW EXECUTE FUNCTION plaatsing_insert_feed();
CREATE FUNCTION detachering_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'detachering', NEW.id::text, 2, NEW.bestuursnummer, NEW.vestigingscode, FALSE;
    RETURN NEW;
END $$;
CREATE TRIGGER detachering_insert_feed AFTER INSERT ON detachering FOR EACH ROW EXECUTE FUNCTION detachering_insert_feed();
CREATE FUNCTION plaatsing_deel_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id::text, 1, p.bestuursnummer, p.vestigingscode, FALSE FROM plaatsing p WHERE p.id = NEW.plaatsing_id;
    RETURN NEW;
END $$;
CREATE TRIGGER plaatsing_deel_insert_feed AFTER INSERT ON plaatsing_deel FOR EACH ROW EXECUTE FUNCTION plaatsing_deel_insert_feed();
CREATE FUNCTION plaatsing_stap_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id::text, 1, p.bestuursnummer, p.vestigingscode, FALSE FROM plaatsing p WHERE p.id = NEW.plaatsing_id;
    RETURN NEW;
END $$;
CREATE TRIGGER plaatsing_stap_insert_feed AFTER INSERT ON plaatsing_stap FOR EACH ROW EXECUTE FUNCTION plaatsing_stap_insert_feed();
CREATE FUNCTION matchronde_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'matchronde', NEW.id::text, 2, NULL, NULL, FALSE;
    RETURN NEW;
END $$;
CREATE TRIGGER matchronde_insert_feed AFTER INSERT ON matchronde FOR EACH ROW EXECUTE FUNCTION matchronde_insert_feed();
CREATE FUNCTION formatiepeiling_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', NEW.id::text, 2, s.bestuursnummer, s.vestigingscode, FALSE FROM deelname d JOIN school s ON s.vestigingscode = d.vestigingscode WHERE d.vestigingscode = NEW.vestigingscode;
    RETURN NEW;
END $$;
CREATE TRIGGER formatiepeiling_insert_feed AFTER INSERT ON formatiepeiling FOR EACH ROW EXECUTE FUNCTION formatiepeiling_insert_feed();
CREATE FUNCTION formatieverloop_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id::text, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.id = NEW.peiling_id;
    RETURN NEW;
END $$;
CREATE TRIGGER formatieverloop_insert_feed AFTER INSERT ON formatieverloop FOR EACH ROW EXECUTE FUNCTION formatieverloop_insert_feed();
CREATE FUNCTION deelname_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'deelname', NEW.id::text, 2, s.bestuursnummer, s.vestigingscode, FALSE FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'school', s.vestigingscode, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'schoolbestuur', s.bestuursnummer, 1, s.bestuursnummer, NULL, FALSE FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'formatiepeiling', f.id::text, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM formatiepeiling f JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.vestigingscode = NEW.vestigingscode;
    RETURN NEW;
END $$;
CREATE TRIGGER deelname_insert_feed AFTER INSERT ON deelname FOR EACH ROW EXECUTE FUNCTION deelname_insert_feed();
CREATE FUNCTION regiodocent_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'regiodocent', NEW.id::text, 1, NULL, NULL, FALSE;
    INSERT INTO verandering SELECT DISTINCT NEW.regio_id, 'regiodocent', NEW.id::text, 1, c.formeel_werkgever, NULL, TRUE FROM contract c WHERE c.regiodocent_id = NEW.id AND c.formeel_werkgever IS NOT NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER regiodocent_update_feed AFTER UPDATE ON regiodocent FOR EACH ROW EXECUTE FUNCTION regiodocent_update_feed();
CREATE FUNCTION contract_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NEW.formeel_werkgever, NULL, TRUE FROM regiodocent r WHERE r.id = NEW.regiodocent_id AND NEW.formeel_werkgever IS NOT NULL;
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, OLD.formeel_werkgever, NULL, TRUE FROM regiodocent r WHERE r.id = OLD.regiodocent_id AND OLD.formeel_werkgever IS NOT NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER contract_update_feed AFTER UPDATE ON contract FOR EACH ROW EXECUTE FUNCTION contract_update_feed();
CREATE FUNCTION bevoegdheid_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    RETURN NEW;
END $$;
CREATE TRIGGER bevoegdheid_update_feed AFTER UPDATE ON bevoegdheid FOR EACH ROW EXECUTE FUNCTION bevoegdheid_update_feed();
CREATE FUNCTION voorkeur_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    RETURN NEW;
END $$;
CREATE TRIGGER voorkeur_update_feed AFTER UPDATE ON voorkeur FOR EACH ROW EXECUTE FUNCTION voorkeur_update_feed();
CREATE FUNCTION uitsluiting_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    RETURN NEW;
END $$;
CREATE TRIGGER uitsluiting_update_feed AFTER UPDATE ON uitsluiting FOR EACH ROW EXECUTE FUNCTION uitsluiting_update_feed();
CREATE FUNCTION instemming_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    RETURN NEW;
END $$;
CREATE TRIGGER instemming_update_feed AFTER UPDATE ON instemming FOR EACH ROW EXECUTE FUNCTION instemming_update_feed();
CREATE FUNCTION vacature_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'vacature', NEW.id::text, 1, NEW.bestuursnummer, NEW.vestigingscode, FALSE;
    INSERT INTO verandering SELECT OLD.regio_id, 'vacature', OLD.id::text, 1, OLD.bestuursnummer, OLD.vestigingscode, TRUE FROM (SELECT 1) AS een WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
    RETURN NEW;
END $$;
CREATE TRIGGER vacature_update_feed AFTER UPDATE ON vacature FOR EACH ROW EXECUTE FUNCTION vacature_update_feed();
CREATE FUNCTION plaatsing_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'plaatsing', NEW.id::text, 1, NEW.bestuursnummer, NEW.vestigingscode, FALSE;
    INSERT INTO verandering SELECT OLD.regio_id, 'plaatsing', OLD.id::text, 1, OLD.bestuursnummer, OLD.vestigingscode, TRUE FROM (SELECT 1) AS een WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
    RETURN NEW;
END $$;
CREATE TRIGGER plaatsing_update_feed AFTER UPDATE ON plaatsing FOR EACH ROW EXECUTE FUNCTION plaatsing_update_feed();
CREATE FUNCTION detachering_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'detachering', NEW.id::text, 1, NEW.bestuursnummer, NEW.vestigingscode, FALSE;
    INSERT INTO verandering SELECT OLD.regio_id, 'detachering', OLD.id::text, 1, OLD.bestuursnummer, OLD.vestigingscode, TRUE FROM (SELECT 1) AS een WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
    RETURN NEW;
END $$;
CREATE TRIGGER detachering_update_feed AFTER UPDATE ON detachering FOR EACH ROW EXECUTE FUNCTION detachering_update_feed();
CREATE FUNCTION plaatsing_deel_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id::text, 1, p.bestuursnummer, p.vestigingscode, FALSE FROM plaatsing p WHERE p.id = NEW.plaatsing_id;
    RETURN NEW;
END $$;
CREATE TRIGGER plaatsing_deel_update_feed AFTER UPDATE ON plaatsing_deel FOR EACH ROW EXECUTE FUNCTION plaatsing_deel_update_feed();
CREATE FUNCTION plaatsing_stap_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id::text, 1, p.bestuursnummer, p.vestigingscode, FALSE FROM plaatsing p WHERE p.id = NEW.plaatsing_id;
    RETURN NEW;
END $$;
CREATE TRIGGER plaatsing_stap_update_feed AFTER UPDATE ON plaatsing_stap FOR EACH ROW EXECUTE FUNCTION plaatsing_stap_update_feed();
CREATE FUNCTION matchronde_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'matchronde', NEW.id::text, 1, NULL, NULL, FALSE;
    RETURN NEW;
END $$;
CREATE TRIGGER matchronde_update_feed AFTER UPDATE ON matchronde FOR EACH ROW EXECUTE FUNCTION matchronde_update_feed();
CREATE FUNCTION formatiepeiling_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', NEW.id::text, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM deelname d JOIN school s ON s.vestigingscode = d.vestigingscode WHERE d.vestigingscode = NEW.vestigingscode;
    RETURN NEW;
END $$;
CREATE TRIGGER formatiepeiling_update_feed AFTER UPDATE ON formatiepeiling FOR EACH ROW EXECUTE FUNCTION formatiepeiling_update_feed();
CREATE FUNCTION formatieverloop_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id::text, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.id = NEW.peiling_id;
    RETURN NEW;
END $$;
CREATE TRIGGER formatieverloop_update_feed AFTER UPDATE ON formatieverloop FOR EACH ROW EXECUTE FUNCTION formatieverloop_update_feed();
CREATE FUNCTION deelname_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'deelname', NEW.id::text, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'school', s.vestigingscode, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'schoolbestuur', s.bestuursnummer, 1, s.bestuursnummer, NULL, FALSE FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'formatiepeiling', f.id::text, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM formatiepeiling f JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.vestigingscode = NEW.vestigingscode;
    RETURN NEW;
END $$;
CREATE TRIGGER deelname_update_feed AFTER UPDATE ON deelname FOR EACH ROW EXECUTE FUNCTION deelname_update_feed();
CREATE FUNCTION regiodocent_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'regiodocent', OLD.id::text, 3, NULL, NULL, FALSE;
    INSERT INTO verandering SELECT DISTINCT OLD.regio_id, 'regiodocent', OLD.id::text, 3, c.formeel_werkgever, NULL, TRUE FROM contract c WHERE c.regiodocent_id = OLD.id AND c.formeel_werkgever IS NOT NULL;
    RETURN OLD;
END $$;
CREATE TRIGGER regiodocent_delete_feed BEFORE DELETE ON regiodocent FOR EACH ROW EXECUTE FUNCTION regiodocent_delete_feed();
CREATE FUNCTION contract_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, OLD.formeel_werkgever, NULL, TRUE FROM regiodocent r WHERE r.id = OLD.regiodocent_id AND OLD.formeel_werkgever IS NOT NULL;
    RETURN OLD;
END $$;
CREATE TRIGGER contract_delete_feed AFTER DELETE ON contract FOR EACH ROW EXECUTE FUNCTION contract_delete_feed();
CREATE FUNCTION bevoegdheid_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
    RETURN OLD;
END $$;
CREATE TRIGGER bevoegdheid_delete_feed AFTER DELETE ON bevoegdheid FOR EACH ROW EXECUTE FUNCTION bevoegdheid_delete_feed();
CREATE FUNCTION voorkeur_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
    RETURN OLD;
END $$;
CREATE TRIGGER voorkeur_delete_feed AFTER DELETE ON voorkeur FOR EACH ROW EXECUTE FUNCTION voorkeur_delete_feed();
CREATE FUNCTION uitsluiting_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
    RETURN OLD;
END $$;
CREATE TRIGGER uitsluiting_delete_feed AFTER DELETE ON uitsluiting FOR EACH ROW EXECUTE FUNCTION uitsluiting_delete_feed();
CREATE FUNCTION instemming_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id::text, 1, NULL, NULL, FALSE FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
    RETURN OLD;
END $$;
CREATE TRIGGER instemming_delete_feed AFTER DELETE ON instemming FOR EACH ROW EXECUTE FUNCTION instemming_delete_feed();
CREATE FUNCTION vacature_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'vacature', OLD.id::text, 3, OLD.bestuursnummer, OLD.vestigingscode, FALSE;
    RETURN OLD;
END $$;
CREATE TRIGGER vacature_delete_feed AFTER DELETE ON vacature FOR EACH ROW EXECUTE FUNCTION vacature_delete_feed();
CREATE FUNCTION plaatsing_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'plaatsing', OLD.id::text, 3, OLD.bestuursnummer, OLD.vestigingscode, FALSE;
    RETURN OLD;
END $$;
CREATE TRIGGER plaatsing_delete_feed AFTER DELETE ON plaatsing FOR EACH ROW EXECUTE FUNCTION plaatsing_delete_feed();
CREATE FUNCTION detachering_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'detachering', OLD.id::text, 3, OLD.bestuursnummer, OLD.vestigingscode, FALSE;
    RETURN OLD;
END $$;
CREATE TRIGGER detachering_delete_feed AFTER DELETE ON detachering FOR EACH ROW EXECUTE FUNCTION detachering_delete_feed();
CREATE FUNCTION plaatsing_deel_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id::text, 1, p.bestuursnummer, p.vestigingscode, FALSE FROM plaatsing p WHERE p.id = OLD.plaatsing_id;
    RETURN OLD;
END $$;
CREATE TRIGGER plaatsing_deel_delete_feed AFTER DELETE ON plaatsing_deel FOR EACH ROW EXECUTE FUNCTION plaatsing_deel_delete_feed();
CREATE FUNCTION plaatsing_stap_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id::text, 1, p.bestuursnummer, p.vestigingscode, FALSE FROM plaatsing p WHERE p.id = OLD.plaatsing_id;
    RETURN OLD;
END $$;
CREATE TRIGGER plaatsing_stap_delete_feed AFTER DELETE ON plaatsing_stap FOR EACH ROW EXECUTE FUNCTION plaatsing_stap_delete_feed();
CREATE FUNCTION matchronde_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'matchronde', OLD.id::text, 3, NULL, NULL, FALSE;
    RETURN OLD;
END $$;
CREATE TRIGGER matchronde_delete_feed AFTER DELETE ON matchronde FOR EACH ROW EXECUTE FUNCTION matchronde_delete_feed();
CREATE FUNCTION formatiepeiling_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', OLD.id::text, 3, s.bestuursnummer, s.vestigingscode, FALSE FROM deelname d JOIN school s ON s.vestigingscode = d.vestigingscode WHERE d.vestigingscode = OLD.vestigingscode;
    RETURN OLD;
END $$;
CREATE TRIGGER formatiepeiling_delete_feed AFTER DELETE ON formatiepeiling FOR EACH ROW EXECUTE FUNCTION formatiepeiling_delete_feed();
CREATE FUNCTION formatieverloop_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id::text, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.id = OLD.peiling_id;
    RETURN OLD;
END $$;
CREATE TRIGGER formatieverloop_delete_feed AFTER DELETE ON formatieverloop FOR EACH ROW EXECUTE FUNCTION formatieverloop_delete_feed();
CREATE FUNCTION deelname_delete_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'deelname', OLD.id::text, 3, s.bestuursnummer, s.vestigingscode, FALSE FROM school s WHERE s.vestigingscode = OLD.vestigingscode;
    INSERT INTO verandering SELECT OLD.regio_id, 'school', s.vestigingscode, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM school s WHERE s.vestigingscode = OLD.vestigingscode;
    INSERT INTO verandering SELECT OLD.regio_id, 'schoolbestuur', s.bestuursnummer, 1, s.bestuursnummer, NULL, FALSE FROM school s WHERE s.vestigingscode = OLD.vestigingscode;
    INSERT INTO verandering SELECT OLD.regio_id, 'formatiepeiling', f.id::text, 1, s.bestuursnummer, s.vestigingscode, FALSE FROM formatiepeiling f JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.vestigingscode = OLD.vestigingscode;
    RETURN OLD;
END $$;
CREATE TRIGGER deelname_delete_feed AFTER DELETE ON deelname FOR EACH ROW EXECUTE FUNCTION deelname_delete_feed();
CREATE FUNCTION schoolbestuur_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', NEW.bestuursnummer, 2, NEW.bestuursnummer, NULL, FALSE FROM regio r;
    RETURN NEW;
END $$;
CREATE TRIGGER schoolbestuur_insert_feed AFTER INSERT ON schoolbestuur FOR EACH ROW EXECUTE FUNCTION schoolbestuur_insert_feed();
CREATE FUNCTION schoolbestuur_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', NEW.bestuursnummer, 1, NEW.bestuursnummer, NULL, FALSE FROM regio r WHERE NOT EXISTS (SELECT 1 FROM school s WHERE s.bestuursnummer = NEW.bestuursnummer) OR EXISTS (SELECT 1 FROM deelname d JOIN school s ON s.vestigingscode = d.vestigingscode WHERE d.regio_id = r.id AND s.bestuursnummer = NEW.bestuursnummer);
    RETURN NEW;
END $$;
CREATE TRIGGER schoolbestuur_update_feed AFTER UPDATE ON schoolbestuur FOR EACH ROW EXECUTE FUNCTION schoolbestuur_update_feed();
CREATE FUNCTION school_insert_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', NEW.bestuursnummer, 1, NEW.bestuursnummer, NULL, FALSE FROM regio r WHERE (SELECT count(*) FROM school s WHERE s.bestuursnummer = NEW.bestuursnummer) = 1;
    RETURN NEW;
END $$;
CREATE TRIGGER school_insert_feed AFTER INSERT ON school FOR EACH ROW EXECUTE FUNCTION school_insert_feed();
CREATE FUNCTION school_update_feed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'school', NEW.vestigingscode, 1, NEW.bestuursnummer, NEW.vestigingscode, FALSE FROM deelname d WHERE d.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'school', NEW.vestigingscode, 1, OLD.bestuursnummer, NEW.vestigingscode, TRUE FROM deelname d WHERE d.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', OLD.bestuursnummer, 1, OLD.bestuursnummer, NULL, FALSE FROM regio r WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT d.regio_id, 'deelname', d.id::text, 1, OLD.bestuursnummer, d.vestigingscode, TRUE FROM deelname d WHERE d.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id::text, 1, OLD.bestuursnummer, f.vestigingscode, TRUE FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode WHERE f.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', NEW.bestuursnummer, 1, NEW.bestuursnummer, NULL, FALSE FROM regio r WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT d.regio_id, 'deelname', d.id::text, 1, NEW.bestuursnummer, d.vestigingscode, FALSE FROM deelname d WHERE d.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id::text, 1, NEW.bestuursnummer, f.vestigingscode, FALSE FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode WHERE f.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    RETURN NEW;
END $$;
CREATE TRIGGER school_update_feed AFTER UPDATE ON school FOR EACH ROW EXECUTE FUNCTION school_update_feed();
