-- The delta feed. Triggers write down which things a transaction touched (verandering), whoever wrote them; the last act
-- of the transaction gives them their numbers (wijziging), one row of numbers per regio that stays locked until the commit:
-- so numbers become visible in their order, and nobody who reads on from a number misses one.
-- rang: 1 changed, 2 made, 3 removed. alleen_bestuur: a second row, for a board that is (or was) concerned as well.
-- A migration that makes one of these tables anew must make its triggers anew.
CREATE TABLE verandering (
    regio_id TEXT NOT NULL,
    soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    rang INTEGER NOT NULL,
    bestuursnummer TEXT,
    vestigingscode TEXT,
    alleen_bestuur INTEGER NOT NULL
) STRICT;

CREATE TABLE wijziging (
    regio_id TEXT NOT NULL REFERENCES regio (id),
    volgnummer INTEGER NOT NULL,
    soort TEXT NOT NULL,
    object_id TEXT NOT NULL,
    aard TEXT NOT NULL CHECK (aard IN ('gemaakt', 'gewijzigd', 'verwijderd')),
    bestuursnummer TEXT,
    vestigingscode TEXT,
    alleen_bestuur INTEGER NOT NULL,
    tijdstip TEXT NOT NULL,
    PRIMARY KEY (regio_id, volgnummer)
) STRICT;

CREATE TABLE wijzigingsteller (
    regio_id TEXT NOT NULL PRIMARY KEY REFERENCES regio (id),
    volgnummer INTEGER NOT NULL
) STRICT;

CREATE TRIGGER regiodocent_insert_feed AFTER INSERT ON regiodocent BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'regiodocent', NEW.id, 2, NULL, NULL, 0;
END;
CREATE TRIGGER contract_insert_feed AFTER INSERT ON contract BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NEW.formeel_werkgever, NULL, 1 FROM regiodocent r WHERE r.id = NEW.regiodocent_id AND NEW.formeel_werkgever IS NOT NULL;
END;
CREATE TRIGGER bevoegdheid_insert_feed AFTER INSERT ON bevoegdheid BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
END;
CREATE TRIGGER voorkeur_insert_feed AFTER INSERT ON voorkeur BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
END;
CREATE TRIGGER uitsluiting_insert_feed AFTER INSERT ON uitsluiting BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
END;
CREATE TRIGGER instemming_insert_feed AFTER INSERT ON instemming BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
END;
CREATE TRIGGER vacature_insert_feed AFTER INSERT ON vacature BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'vacature', NEW.id, 2, NEW.bestuursnummer, NEW.vestigingscode, 0;
END;
CREATE TRIGGER plaatsing_insert_feed AFTER INSERT ON plaatsing BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'plaatsing', NEW.id, 2, NEW.bestuursnummer, NEW.vestigingscode, 0;
END;
CREATE TRIGGER detachering_insert_feed AFTER INSERT ON detachering BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'detachering', NEW.id, 2, NEW.bestuursnummer, NEW.vestigingscode, 0;
END;
CREATE TRIGGER plaatsing_deel_insert_feed AFTER INSERT ON plaatsing_deel BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id, 1, p.bestuursnummer, p.vestigingscode, 0 FROM plaatsing p WHERE p.id = NEW.plaatsing_id;
END;
CREATE TRIGGER plaatsing_stap_insert_feed AFTER INSERT ON plaatsing_stap BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id, 1, p.bestuursnummer, p.vestigingscode, 0 FROM plaatsing p WHERE p.id = NEW.plaatsing_id;
END;
CREATE TRIGGER matchronde_insert_feed AFTER INSERT ON matchronde BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'matchronde', NEW.id, 2, NULL, NULL, 0;
END;
CREATE TRIGGER formatiepeiling_insert_feed AFTER INSERT ON formatiepeiling BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', NEW.id, 2, s.bestuursnummer, s.vestigingscode, 0 FROM deelname d JOIN school s ON s.vestigingscode = d.vestigingscode WHERE d.vestigingscode = NEW.vestigingscode;
END;
CREATE TRIGGER formatieverloop_insert_feed AFTER INSERT ON formatieverloop BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id, 1, s.bestuursnummer, s.vestigingscode, 0 FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.id = NEW.peiling_id;
END;
CREATE TRIGGER deelname_insert_feed AFTER INSERT ON deelname BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'deelname', NEW.id, 2, s.bestuursnummer, s.vestigingscode, 0 FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'school', s.vestigingscode, 1, s.bestuursnummer, s.vestigingscode, 0 FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'schoolbestuur', s.bestuursnummer, 1, s.bestuursnummer, NULL, 0 FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'formatiepeiling', f.id, 1, s.bestuursnummer, s.vestigingscode, 0 FROM formatiepeiling f JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.vestigingscode = NEW.vestigingscode;
END;
CREATE TRIGGER regiodocent_update_feed AFTER UPDATE ON regiodocent BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'regiodocent', NEW.id, 1, NULL, NULL, 0;
    INSERT INTO verandering SELECT DISTINCT NEW.regio_id, 'regiodocent', NEW.id, 1, c.formeel_werkgever, NULL, 1 FROM contract c WHERE c.regiodocent_id = NEW.id AND c.formeel_werkgever IS NOT NULL;
END;
CREATE TRIGGER contract_update_feed AFTER UPDATE ON contract BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NEW.formeel_werkgever, NULL, 1 FROM regiodocent r WHERE r.id = NEW.regiodocent_id AND NEW.formeel_werkgever IS NOT NULL;
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, OLD.formeel_werkgever, NULL, 1 FROM regiodocent r WHERE r.id = OLD.regiodocent_id AND OLD.formeel_werkgever IS NOT NULL;
END;
CREATE TRIGGER bevoegdheid_update_feed AFTER UPDATE ON bevoegdheid BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
END;
CREATE TRIGGER voorkeur_update_feed AFTER UPDATE ON voorkeur BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
END;
CREATE TRIGGER uitsluiting_update_feed AFTER UPDATE ON uitsluiting BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
END;
CREATE TRIGGER instemming_update_feed AFTER UPDATE ON instemming BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = NEW.regiodocent_id;
END;
CREATE TRIGGER vacature_update_feed AFTER UPDATE ON vacature BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'vacature', NEW.id, 1, NEW.bestuursnummer, NEW.vestigingscode, 0;
    INSERT INTO verandering SELECT OLD.regio_id, 'vacature', OLD.id, 1, OLD.bestuursnummer, OLD.vestigingscode, 1 FROM (SELECT 1) AS een WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
END;
CREATE TRIGGER plaatsing_update_feed AFTER UPDATE ON plaatsing BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'plaatsing', NEW.id, 1, NEW.bestuursnummer, NEW.vestigingscode, 0;
    INSERT INTO verandering SELECT OLD.regio_id, 'plaatsing', OLD.id, 1, OLD.bestuursnummer, OLD.vestigingscode, 1 FROM (SELECT 1) AS een WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
END;
CREATE TRIGGER detachering_update_feed AFTER UPDATE ON detachering BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'detachering', NEW.id, 1, NEW.bestuursnummer, NEW.vestigingscode, 0;
    INSERT INTO verandering SELECT OLD.regio_id, 'detachering', OLD.id, 1, OLD.bestuursnummer, OLD.vestigingscode, 1 FROM (SELECT 1) AS een WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
END;
CREATE TRIGGER plaatsing_deel_update_feed AFTER UPDATE ON plaatsing_deel BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id, 1, p.bestuursnummer, p.vestigingscode, 0 FROM plaatsing p WHERE p.id = NEW.plaatsing_id;
END;
CREATE TRIGGER plaatsing_stap_update_feed AFTER UPDATE ON plaatsing_stap BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id, 1, p.bestuursnummer, p.vestigingscode, 0 FROM plaatsing p WHERE p.id = NEW.plaatsing_id;
END;
CREATE TRIGGER matchronde_update_feed AFTER UPDATE ON matchronde BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'matchronde', NEW.id, 1, NULL, NULL, 0;
END;
CREATE TRIGGER formatiepeiling_update_feed AFTER UPDATE ON formatiepeiling BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', NEW.id, 1, s.bestuursnummer, s.vestigingscode, 0 FROM deelname d JOIN school s ON s.vestigingscode = d.vestigingscode WHERE d.vestigingscode = NEW.vestigingscode;
END;
CREATE TRIGGER formatieverloop_update_feed AFTER UPDATE ON formatieverloop BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id, 1, s.bestuursnummer, s.vestigingscode, 0 FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.id = NEW.peiling_id;
END;
CREATE TRIGGER deelname_update_feed AFTER UPDATE ON deelname BEGIN
    INSERT INTO verandering SELECT NEW.regio_id, 'deelname', NEW.id, 1, s.bestuursnummer, s.vestigingscode, 0 FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'school', s.vestigingscode, 1, s.bestuursnummer, s.vestigingscode, 0 FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'schoolbestuur', s.bestuursnummer, 1, s.bestuursnummer, NULL, 0 FROM school s WHERE s.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT NEW.regio_id, 'formatiepeiling', f.id, 1, s.bestuursnummer, s.vestigingscode, 0 FROM formatiepeiling f JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.vestigingscode = NEW.vestigingscode;
END;
CREATE TRIGGER regiodocent_delete_feed BEFORE DELETE ON regiodocent BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'regiodocent', OLD.id, 3, NULL, NULL, 0;
    INSERT INTO verandering SELECT DISTINCT OLD.regio_id, 'regiodocent', OLD.id, 3, c.formeel_werkgever, NULL, 1 FROM contract c WHERE c.regiodocent_id = OLD.id AND c.formeel_werkgever IS NOT NULL;
END;
CREATE TRIGGER contract_delete_feed AFTER DELETE ON contract BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, OLD.formeel_werkgever, NULL, 1 FROM regiodocent r WHERE r.id = OLD.regiodocent_id AND OLD.formeel_werkgever IS NOT NULL;
END;
CREATE TRIGGER bevoegdheid_delete_feed AFTER DELETE ON bevoegdheid BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
END;
CREATE TRIGGER voorkeur_delete_feed AFTER DELETE ON voorkeur BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
END;
CREATE TRIGGER uitsluiting_delete_feed AFTER DELETE ON uitsluiting BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
END;
CREATE TRIGGER instemming_delete_feed AFTER DELETE ON instemming BEGIN
    INSERT INTO verandering SELECT r.regio_id, 'regiodocent', r.id, 1, NULL, NULL, 0 FROM regiodocent r WHERE r.id = OLD.regiodocent_id;
END;
CREATE TRIGGER vacature_delete_feed AFTER DELETE ON vacature BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'vacature', OLD.id, 3, OLD.bestuursnummer, OLD.vestigingscode, 0;
END;
CREATE TRIGGER plaatsing_delete_feed AFTER DELETE ON plaatsing BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'plaatsing', OLD.id, 3, OLD.bestuursnummer, OLD.vestigingscode, 0;
END;
CREATE TRIGGER detachering_delete_feed AFTER DELETE ON detachering BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'detachering', OLD.id, 3, OLD.bestuursnummer, OLD.vestigingscode, 0;
END;
CREATE TRIGGER plaatsing_deel_delete_feed AFTER DELETE ON plaatsing_deel BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id, 1, p.bestuursnummer, p.vestigingscode, 0 FROM plaatsing p WHERE p.id = OLD.plaatsing_id;
END;
CREATE TRIGGER plaatsing_stap_delete_feed AFTER DELETE ON plaatsing_stap BEGIN
    INSERT INTO verandering SELECT p.regio_id, 'plaatsing', p.id, 1, p.bestuursnummer, p.vestigingscode, 0 FROM plaatsing p WHERE p.id = OLD.plaatsing_id;
END;
CREATE TRIGGER matchronde_delete_feed AFTER DELETE ON matchronde BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'matchronde', OLD.id, 3, NULL, NULL, 0;
END;
CREATE TRIGGER formatiepeiling_delete_feed AFTER DELETE ON formatiepeiling BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', OLD.id, 3, s.bestuursnummer, s.vestigingscode, 0 FROM deelname d JOIN school s ON s.vestigingscode = d.vestigingscode WHERE d.vestigingscode = OLD.vestigingscode;
END;
CREATE TRIGGER formatieverloop_delete_feed AFTER DELETE ON formatieverloop BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id, 1, s.bestuursnummer, s.vestigingscode, 0 FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.id = OLD.peiling_id;
END;
CREATE TRIGGER deelname_delete_feed AFTER DELETE ON deelname BEGIN
    INSERT INTO verandering SELECT OLD.regio_id, 'deelname', OLD.id, 3, s.bestuursnummer, s.vestigingscode, 0 FROM school s WHERE s.vestigingscode = OLD.vestigingscode;
    INSERT INTO verandering SELECT OLD.regio_id, 'school', s.vestigingscode, 1, s.bestuursnummer, s.vestigingscode, 0 FROM school s WHERE s.vestigingscode = OLD.vestigingscode;
    INSERT INTO verandering SELECT OLD.regio_id, 'schoolbestuur', s.bestuursnummer, 1, s.bestuursnummer, NULL, 0 FROM school s WHERE s.vestigingscode = OLD.vestigingscode;
    INSERT INTO verandering SELECT OLD.regio_id, 'formatiepeiling', f.id, 1, s.bestuursnummer, s.vestigingscode, 0 FROM formatiepeiling f JOIN school s ON s.vestigingscode = f.vestigingscode WHERE f.vestigingscode = OLD.vestigingscode;
END;
CREATE TRIGGER schoolbestuur_insert_feed AFTER INSERT ON schoolbestuur BEGIN
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', NEW.bestuursnummer, 2, NEW.bestuursnummer, NULL, 0 FROM regio r;
END;
CREATE TRIGGER schoolbestuur_update_feed AFTER UPDATE ON schoolbestuur BEGIN
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', NEW.bestuursnummer, 1, NEW.bestuursnummer, NULL, 0 FROM regio r WHERE NOT EXISTS (SELECT 1 FROM school s WHERE s.bestuursnummer = NEW.bestuursnummer) OR EXISTS (SELECT 1 FROM deelname d JOIN school s ON s.vestigingscode = d.vestigingscode WHERE d.regio_id = r.id AND s.bestuursnummer = NEW.bestuursnummer);
END;
CREATE TRIGGER school_insert_feed AFTER INSERT ON school BEGIN
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', NEW.bestuursnummer, 1, NEW.bestuursnummer, NULL, 0 FROM regio r WHERE (SELECT count(*) FROM school s WHERE s.bestuursnummer = NEW.bestuursnummer) = 1;
END;
CREATE TRIGGER school_update_feed AFTER UPDATE ON school BEGIN
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'school', NEW.vestigingscode, 1, NEW.bestuursnummer, NEW.vestigingscode, 0 FROM deelname d WHERE d.vestigingscode = NEW.vestigingscode;
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'school', NEW.vestigingscode, 1, OLD.bestuursnummer, NEW.vestigingscode, 1 FROM deelname d WHERE d.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', OLD.bestuursnummer, 1, OLD.bestuursnummer, NULL, 0 FROM regio r WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT d.regio_id, 'deelname', d.id, 1, OLD.bestuursnummer, d.vestigingscode, 1 FROM deelname d WHERE d.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id, 1, OLD.bestuursnummer, f.vestigingscode, 1 FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode WHERE f.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT r.id, 'schoolbestuur', NEW.bestuursnummer, 1, NEW.bestuursnummer, NULL, 0 FROM regio r WHERE OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT d.regio_id, 'deelname', d.id, 1, NEW.bestuursnummer, d.vestigingscode, 0 FROM deelname d WHERE d.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
    INSERT INTO verandering SELECT DISTINCT d.regio_id, 'formatiepeiling', f.id, 1, NEW.bestuursnummer, f.vestigingscode, 0 FROM formatiepeiling f JOIN deelname d ON d.vestigingscode = f.vestigingscode WHERE f.vestigingscode = NEW.vestigingscode AND OLD.bestuursnummer <> NEW.bestuursnummer;
END;
