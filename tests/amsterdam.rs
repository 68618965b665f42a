//! The whole house on the real Amsterdam: public files in by command, 600 regiodocenten and their vacatures over HTTP,
//! a matchronde by the running service, and everything it says proved again from the frozen question.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use rato::app::import::geo::read_geo;
use rato::app::matchronde::benoem;
use rato::auth::policy::Grant;
use rato::clock::Clock;
use rato::demo::kans::Kans;
use rato::demo::pool::make_pool;
use rato::demo::vraag::make_vacatures;
use rato::domain::beleid::Tier;
use rato::domain::breuk::Breuk;
use rato::domain::formatiepeiling::Formatiepeiling;
use rato::domain::kenmerk::Postcode4;
use rato::domain::punt::Punt;
use rato::domain::school::School;
use rato::domain::schooljaar::Schooljaar;
use rato::matching::canonical::problem_hash;
use rato::matching::checker::{Oordeel, check};
use rato::matching::greedy::gretig_plan;
use rato::matching::plan::Plan;
use rato::matching::problem::{Onderwerp, Problem};
use rato::matching::rules::{Regelsoort, find_rule};
use rato::storage::connection::Db;
use rato::storage::matchronde::{Documentsoort, find_document};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::amsterdam::data_dir;
use crate::support::body::{regiodocent_body, vacature_body};
use crate::support::dienst::{Client, Dienst, gelukt, rato, token};

const DUO: [&str; 4] = [
    "duo/bo-schoolvestigingen-2026-08.csv.gz",
    "duo/leerlingen-bo-1996-2025.csv.gz",
    "duo/schoolweging-bo-2019.csv.gz",
    "duo/besturen-personele-lasten-po-2018.csv.gz",
];
const GEO: [&str; 2] = ["geo/scholen-bo-bag-2024-11.csv.gz", "geo/pc4-geonames-nl-2017.tsv.gz"];
const FORMATIE: &str = "arbeidsmarkt/amsterdam-bo-formatie-2023.csv";
/// A tenth of what an installation takes: enough to pass, and soon done on a slow machine.
const WERK: u32 = 2_000_000;
const COORDINATOR: [&str; 4] = ["--rol", "regiocoordinator", "--regio", "amsterdam"];

/// Tells how long each part took, also when the test succeeds: these are the figures of the product.
struct Klok(Instant);

impl Klok {
    fn meld(&mut self, what: &str) {
        drop(writeln!(std::io::stderr(), "amsterdam {:>7.2?}  {what}", self.0.elapsed()));
        self.0 = Instant::now();
    }
}

#[test]
fn the_real_amsterdam_goes_from_public_files_to_a_proved_plan() {
    let Some(data) = data_dir() else { return };
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    let mut klok = Klok(Instant::now());
    import(folder, &data);
    klok.meld("imported with three commands");
    let dienst = Dienst::start(folder);
    let coordinator = dienst.client(&token(folder, &COORDINATOR));
    let schooljaar = Schooljaar::of(Clock::system().today()).volgend();
    let scholen = schools(&coordinator);
    klok.meld("service up, 200 scholen of 37 schoolbesturen read");
    let vacatures = post_vacatures(&dienst, folder, &coordinator, &scholen, schooljaar);
    klok.meld(&format!("{vacatures} vacatures posted, every board its own"));
    post_pool(&coordinator, &scholen, &postcodes(&data), schooljaar);
    klok.meld("600 regiodocenten posted");
    let ronde = run_matchronde(&coordinator, schooljaar);
    klok.meld("matchronde ended as voorstel");

    let (problem, plan) = documents(folder, ronde);
    assert_eq!((problem.regiodocenten.len(), problem.vacatures.len()), (600, vacatures));
    let oordeel = check(&problem, &plan.plaatsingen).unwrap();
    the_result_is_what_was_stored(&coordinator, ronde, &problem, &plan, &oordeel);
    every_breach_is_reported_and_none_is_structural(&coordinator, ronde, &oordeel);
    the_plan_fills_what_can_be_filled_and_beats_greedy(&problem, &oordeel, &plan);
    an_injected_breach_is_rejected(&problem, &plan);
    klok.meld("proved again from the frozen question");
    norms_add_up_to_what_there_is(&coordinator, schooljaar);
    quotas_add_up_to_180(&coordinator, schooljaar);
    klok.meld("solidariteitsboek added up");
    assert_eq!(dienst.end().code(), Some(0));
}

/// As a person would type it.
fn import(folder: &Path, data: &Path) {
    let paths = |files: &[&str]| -> Vec<String> { files.iter().map(|f| data.join(f).display().to_string()).collect() };
    let run = |arguments: &[&str], files: &[&str]| -> Value {
        let mut command = rato(folder, &[&["import", "--json"], arguments].concat());
        command.args(paths(files));
        serde_json::from_str(&gelukt(command)).unwrap()
    };
    let duo = run(&["duo", "--regio", "amsterdam", "--regio-naam", "RATO Amsterdam", "--gemeente", "0363"], &DUO);
    let nieuw = |report: &Value, soort: &str| report["soorten"][soort]["nieuw"].as_u64();
    assert_eq!((nieuw(&duo, "school"), nieuw(&duo, "schoolbestuur")), (Some(200), Some(37)), "{duo}");
    run(&["geo"], &GEO);
    let formatie = run(&["formatie", "--regio", "amsterdam"], &[FORMATIE]);
    assert_eq!(nieuw(&formatie, "formatiepeiling"), Some(200), "{formatie}");
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|why| panic!("{why}: {value}"))
}

fn schools(coordinator: &Client) -> Vec<School> {
    let school = |found: &Value| School {
        vestigingscode: read(&found["vestigingscode"]),
        bestuursnummer: read(&found["bestuursnummer"]),
        naam: read(&found["naam"]),
        sector: read(&found["sector"]),
        postcode: read(&found["postcode"]),
        plaats: read(&found["plaats"]),
        gemeentenummer: read(&found["gemeentenummer"]),
        punt: (found["punt"]["lon"].as_f64().zip(found["punt"]["lat"].as_f64()))
            .and_then(|(lon, lat)| Punt::from_degrees(lon, lat)),
        schoolweging_e2: None,
        leerlingen: None,
        gesloten_per: None,
    };
    let scholen: Vec<School> = coordinator.list("/v1/scholen").iter().map(school).collect();
    assert_eq!(scholen.len(), 200);
    assert_eq!(coordinator.list("/v1/schoolbesturen").len(), 37);
    scholen
}

fn postcodes(data: &Path) -> Vec<(Postcode4, Punt)> {
    read_geo(&GEO.map(|file| data.join(file))).unwrap().postcodepunten.into_iter().collect()
}

/// Each board asks for what its own schools lack, with a token of its own; the answer is how many vacatures that are.
fn post_vacatures(
    dienst: &Dienst,
    folder: &Path,
    coordinator: &Client,
    scholen: &[School],
    schooljaar: Schooljaar,
) -> usize {
    let peilingen = coordinator.list("/v1/formatiepeilingen");
    let peiling = |school: &School| -> Formatiepeiling {
        let of_school = |found: &&Value| found["vestigingscode"] == school.vestigingscode.as_str();
        let mut found = peilingen.iter().find(of_school).unwrap().clone();
        found.as_object_mut().unwrap().remove("id");
        read(&found)
    };
    let mut kans = Kans::new(7);
    let mut besturen: Vec<_> = scholen.iter().map(|school| school.bestuursnummer.clone()).collect();
    besturen.sort();
    besturen.dedup();
    let mut count = 0;
    for nummer in besturen {
        let who = ["--rol", "schoolbestuur", "--regio", "amsterdam", "--bestuursnummer", nummer.as_str()];
        let bestuur = dienst.client(&token(folder, &who));
        for school in scholen.iter().filter(|school| school.bestuursnummer == nummer) {
            for vacature in make_vacatures(&mut kans, school, &peiling(school), schooljaar) {
                bestuur.post("/v1/vacatures", &vacature_body(&vacature)).json(201);
                count += 1;
            }
        }
    }
    count
}

fn post_pool(coordinator: &Client, scholen: &[School], postcodes: &[(Postcode4, Punt)], schooljaar: Schooljaar) {
    for person in make_pool(&mut Kans::new(7), 600, scholen, postcodes, schooljaar) {
        coordinator.post("/v1/regiodocenten", &regiodocent_body(&person)).json(201);
    }
}

/// Starts one, hears its progress and waits for its end.
fn run_matchronde(coordinator: &Client, schooljaar: Schooljaar) -> Uuid {
    let asked = json!({ "schooljaar": schooljaar, "werklimiet": WERK });
    let started = coordinator.post("/v1/matchrondes", &asked).json(201);
    let ronde: Uuid = read(&started["id"]);
    let events = coordinator.follow(&format!("/v1/matchrondes/{ronde}/voortgang"));
    let (last, told) = events.last().unwrap();
    assert_eq!((last.as_str(), &told["status"]), ("einde", &json!("voorstel")), "{told}");
    assert!(events.iter().any(|(name, _)| name == "voortgang"), "progress was told on the way");
    ronde
}

/// The frozen question and the stored answer, from the file of the database.
fn documents(folder: &Path, ronde: Uuid) -> (Problem, Plan) {
    let url = format!("sqlite://{}", folder.join("rato.sqlite").display());
    let db = Db::open(&url, 1, std::time::Duration::from_secs(30), Clock::system()).unwrap();
    let read = |soort| db.read(&Grant::systeem("test"), |conn| find_document(conn, ronde, soort)).unwrap().unwrap();
    let problem = serde_json::from_str(&read(Documentsoort::Problem)).unwrap();
    (problem, serde_json::from_str(&read(Documentsoort::Plan)).unwrap())
}

fn the_result_is_what_was_stored(coordinator: &Client, ronde: Uuid, problem: &Problem, plan: &Plan, oordeel: &Oordeel) {
    let resultaat = coordinator.get(&format!("/v1/matchrondes/{ronde}/resultaat")).json(200);
    assert_eq!(resultaat["problemHash"], problem_hash(problem).unwrap());
    assert_eq!(resultaat["plaatsingen"].as_array().unwrap().len(), plan.plaatsingen.len());
    let cijfer = |naam: &str| -> Breuk { read(&resultaat["cijfers"][naam]) };
    assert_eq!(cijfer("gevuldNettoFte"), plan.cijfers.gevuld_netto_fte);
    assert_eq!(Some(cijfer("lpNettoFte")), plan.cijfers.lp_netto_fte);
    let told = resultaat["tiers"].as_array().unwrap().iter().map(|tier| (read(&tier["tier"]), read(&tier["waarde"])));
    assert_eq!(Vec::<(Tier, Breuk)>::from_iter(told), oordeel.tiers, "the tiers, reckoned again");
    for tier in resultaat["tiers"].as_array().unwrap() {
        drop(writeln!(std::io::stderr(), "amsterdam   {tier}"));
    }
    let percent = plan.cijfers.gevuld_netto_fte.to_f64() / cijfer("lpNettoFte").to_f64() * 100.0;
    let (filled, lp) = (cijfer("gevuldNettoFte").tekst(2), cijfer("lpNettoFte").tekst(2));
    let (before, after) = (cijfer("tekortVoor").tekst(2), cijfer("tekortNa").tekst(2));
    let placed = &resultaat["cijfers"]["geplaatst"];
    drop(writeln!(
        std::io::stderr(),
        "amsterdam   {}: {placed} of 600 placed; netto {filled} of LP {lp} fte ({percent:.2} %); tekort {before} to {after} fte",
        plan.status
    ));
}

fn every_breach_is_reported_and_none_is_structural(coordinator: &Client, ronde: Uuid, oordeel: &Oordeel) {
    let told = coordinator.get(&format!("/v1/matchrondes/{ronde}/bevindingen?overtreding=true")).json(200);
    let told: Vec<(String, Option<String>, String)> = (told["resultaten"].as_array().unwrap().iter())
        .map(|found| (read(&found["regel"]), read(&found["onderwerp"]["id"]), read(&found["tekst"])))
        .collect();
    let found = oordeel.bevindingen.iter().filter(|found| found.overtreding);
    let found = found.map(|found| (found.regel.clone(), benoem(&found.onderwerp).1, found.tekst.clone()));
    assert_eq!(told, Vec::from_iter(found));
    for (regel, _, tekst) in &told {
        let soort = find_rule(regel).unwrap().info().soort;
        assert_ne!(soort, Regelsoort::Structureel, "{regel}: {tekst}");
    }
    assert!(oordeel.geldig && oordeel.is_haalbaar());
    drop(writeln!(std::io::stderr(), "amsterdam   {} breaches, none structural, all reported", told.len()));
}

fn tier(oordeel: &Oordeel, asked: Tier) -> &Breuk {
    &oordeel.tiers.iter().find(|(tier, _)| *tier == asked).unwrap().1
}

fn the_plan_fills_what_can_be_filled_and_beats_greedy(problem: &Problem, oordeel: &Oordeel, plan: &Plan) {
    let lp = plan.cijfers.lp_netto_fte.as_ref().unwrap();
    assert!(plan.cijfers.gevuld_netto_fte >= lp * &Breuk::ratio(95, 100));
    let greedy = check(problem, &gretig_plan(problem).unwrap()).unwrap();
    assert!(greedy.geldig);
    let (own, plain) = (tier(oordeel, Tier::TekortEerst), tier(&greedy, Tier::TekortEerst));
    assert!(own < plain, "{own} against {plain} of greedy");
    drop(writeln!(std::io::stderr(), "amsterdam   tekort-eerst {} against greedy {}", own.tekst(4), plain.tekst(4)));
}

/// Somebody who is placed twice works more than the contract says.
fn an_injected_breach_is_rejected(problem: &Problem, plan: &Plan) {
    let mut forged = plan.plaatsingen.clone();
    let doubled = forged[0].clone();
    forged.push(doubled.clone());
    let oordeel = check(problem, &forged).unwrap();
    assert!(!oordeel.geldig);
    let about = Onderwerp::Regiodocent(doubled.regiodocent);
    assert!(oordeel.gebreken().any(|breach| breach.regel == "contractomvang" && breach.onderwerp == about));
}

/// The steps with this sign of all boards together, exact.
fn sum(boek: &Value, symbool: &str) -> Breuk {
    let besturen = boek["besturen"].as_array().unwrap();
    assert_eq!(besturen.len(), 37);
    let step = |bestuur: &Value| -> Breuk {
        let steps = bestuur["stappen"].as_array().unwrap();
        read(&steps.iter().find(|step| step["symbool"] == symbool).unwrap()["waarde"])
    };
    besturen.iter().map(step).sum()
}

fn norms_add_up_to_what_there_is(coordinator: &Client, schooljaar: Schooljaar) {
    let boek = coordinator.get(&format!("/v1/solidariteit/drieprocent?schooljaar={schooljaar}")).json(200);
    let (has, norm) = (sum(&boek, "T"), sum(&boek, "E"));
    assert_eq!(norm, has);
    assert!(has > Breuk::from(3_000), "{has}");
    drop(writeln!(std::io::stderr(), "amsterdam   3 %: sum of E = sum of T = {has}"));
}

fn quotas_add_up_to_180(coordinator: &Client, schooljaar: Schooljaar) {
    let boek = coordinator.get(&format!("/v1/solidariteit/zevenprocent?schooljaar={schooljaar}")).json(200);
    let quotas = boek["besturen"].as_array().unwrap().iter().map(|bestuur| read::<Breuk>(&bestuur["waarde"]));
    assert_eq!(quotas.sum::<Breuk>(), Breuk::from(180));
    drop(writeln!(std::io::stderr(), "amsterdam   7 %: quotas add up to 180 of {} exact", sum(&boek, "q").tekst(2)));
}
