//! A calculator: does every sum on a page of the solidariteitsboek again from the numbers printed above it, in exact fractions.
//! Shares nothing with the service. A step that it does not know is an error, so nothing printed stays unchecked.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use serde_json::Value;

type Getal = BigRational;

/// `33/5`, `0.6` or `7`, as JSON text or number.
pub fn getal(value: &Value) -> Getal {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let whole = |text: &str| text.parse::<BigInt>().unwrap_or_else(|why| panic!("{why}: {value}"));
    if let Some((above, below)) = text.split_once('/') {
        return Getal::new(whole(above), whole(below));
    }
    let (head, tail) = text.split_once('.').unwrap_or((&text, ""));
    let scale = BigInt::from(10).pow(tail.len().try_into().unwrap());
    Getal::new(whole(&format!("{head}{tail}")), scale)
}

fn heel(number: i64) -> Getal {
    Getal::from_integer(number.into())
}

fn minstens_nul(number: Getal) -> Getal {
    if number.is_negative() { Getal::zero() } else { number }
}

/// Dutch notation with two decimals, half up.
fn op_papier(number: &Getal) -> String {
    let cents = (number * heel(100) + Getal::new(1.into(), 2.into())).floor().to_integer();
    let (sign, cents) = if cents.is_negative() { ("-", -cents) } else { ("", cents) };
    let (whole, rest) = (&cents / BigInt::from(100), &cents % BigInt::from(100));
    format!("{sign}{whole},{:0>2}", rest.to_string())
}

/// The steps of a board or school by symbol; each is printed exactly and rounded, with its sum.
struct Stappen<'a> {
    wie: String,
    waarden: BTreeMap<&'a str, Getal>,
    gecontroleerd: BTreeSet<String>,
}

impl<'a> Stappen<'a> {
    fn read(wie: String, owner: &'a Value) -> Self {
        let mut waarden = BTreeMap::new();
        for stap in owner["stappen"].as_array().unwrap() {
            let (symbool, waarde) = (stap["symbool"].as_str().unwrap(), getal(&stap["waarde"]));
            assert_eq!(stap["afgerond"], op_papier(&waarde), "{wie} {symbool}");
            assert!(!stap["berekening"].as_str().unwrap().is_empty(), "{wie} {symbool}");
            assert!(waarden.insert(symbool, waarde).is_none(), "{wie}: {symbool} twice");
        }
        Stappen { wie, waarden, gecontroleerd: BTreeSet::new() }
    }

    /// A printed number that something else is made of.
    fn neem(&mut self, symbool: &str) -> Getal {
        self.gecontroleerd.insert(symbool.to_owned());
        self.kijk(symbool)
    }

    fn kijk(&self, symbool: &str) -> Getal {
        self.waarden.get(symbool).cloned().unwrap_or_else(|| panic!("{} has no {symbool}", self.wie))
    }

    /// This step must be that number.
    fn klopt(&mut self, symbool: &str, moet: &Getal) {
        assert_eq!(&self.neem(symbool), moet, "{}: {symbool}", self.wie);
    }

    fn alles_gezien(self) {
        let known: BTreeSet<&str> = self.gecontroleerd.iter().map(String::as_str).collect();
        let left: Vec<_> = self.waarden.keys().filter(|symbool| !known.contains(*symbool)).collect();
        assert!(left.is_empty(), "{}: not reckoned: {left:?}", self.wie);
    }
}

fn per_kamer(bladzijde: &Value) -> BTreeMap<&str, Vec<&Value>> {
    let mut kamers: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for lijn in bladzijde["besturen"].as_array().unwrap() {
        kamers.entry(lijn["sector"].as_str().unwrap()).or_default().push(lijn);
    }
    kamers
}

fn wie(lijn: &Value) -> String {
    format!("{} {}", lijn["bestuursnummer"], lijn["sector"])
}

/// The sum of a step over the schools of a board.
fn som(scholen: &[Stappen], symbool: &str) -> Getal {
    scholen.iter().filter(|school| school.waarden.contains_key(symbool)).map(|school| school.kijk(symbool)).sum()
}

/// Every number of the page of the 3%-regeling, as the coordinator sees it. The answer is how many boards are donor.
pub fn reken_drieprocent(bladzijde: &Value) -> usize {
    let mut donors = 0;
    for besturen in per_kamer(bladzijde).into_values() {
        let read = |lijn: &'_ Value| Stappen::read(wie(lijn), lijn).kijk("T");
        let alle_t: Getal = besturen.iter().map(|lijn| read(lijn)).sum();
        let alle_w: Getal = besturen.iter().map(|lijn| Stappen::read(wie(lijn), lijn).kijk("W")).sum();
        for lijn in besturen {
            donors += usize::from(bestuur_drieprocent(bladzijde, lijn, &alle_t, &alle_w));
        }
    }
    donors
}

fn school_drieprocent<'a>(bladzijde: &Value, school: &'a Value) -> Stappen<'a> {
    let p = |naam: &str| getal(&bladzijde["parameters"][naam]);
    let mut s = Stappen::read(school["vestigingscode"].to_string(), school);
    let filled = |symbool: &str| school["aangevuld"].as_array().unwrap().iter().any(|own| own == symbool);
    let t = s.neem("beschikbaar") - s.neem("niet-inzetbaar") + s.neem("geplaatst") - s.neem("uitgeleend");
    s.klopt("T", &t);
    let factor = match s.waarden.contains_key("schoolweging") {
        true => heel(1) + p("alfa") * (s.neem("schoolweging") - p("weging-midden")) / p("weging-midden"),
        false => heel(1),
    };
    s.klopt("factor", &factor);
    let w = s.neem("leerlingen") * factor;
    s.klopt("W", &w);
    let told = s.neem("uitstroom");
    if filled("uitstroom") {
        assert_eq!(told, p("uitstroom") * t, "{}", s.wie);
    }
    s
}

fn bestuur_drieprocent(bladzijde: &Value, lijn: &Value, alle_t: &Getal, alle_w: &Getal) -> bool {
    let p = |naam: &str| getal(&bladzijde["parameters"][naam]);
    let mut s = Stappen::read(wie(lijn), lijn);
    let scholen: Vec<_> =
        lijn["scholen"].as_array().unwrap().iter().map(|school| school_drieprocent(bladzijde, school)).collect();
    let (t, w, uitstroom) = (som(&scholen, "T"), som(&scholen, "W"), som(&scholen, "uitstroom"));
    scholen.into_iter().for_each(Stappen::alles_gezien);
    for (symbool, moet) in [("T", &t), ("W", &w), ("ΣT", alle_t), ("ΣW", alle_w)] {
        s.klopt(symbool, moet);
    }
    let e = if alle_w.is_zero() { t.clone() } else { alle_t * &w / alle_w };
    s.klopt("E", &e);
    let afstand = minstens_nul(&t - &e);
    let stap = |grondslag: &str, t: &Getal| {
        let afstand = minstens_nul(t - &e);
        match grondslag {
            "eigen" => afstand.min(p("percentage") * t),
            "norm" => afstand.min(p("percentage") * &e),
            _ => p("percentage") * afstand,
        }
    };
    let gekozen = bladzijde["parameters"]["grondslag"].as_str().unwrap();
    let donor = !afstand.is_zero();
    let mut ruimte = None;
    if donor {
        for grondslag in ["eigen", "norm", "afstand"].into_iter().filter(|naam| *naam != gekozen) {
            s.klopt(&format!("d-{grondslag}"), &stap(grondslag, &t));
        }
        let d = stap(gekozen, &t);
        s.klopt("d", &d);
        let plafond = &t - &d;
        s.klopt("P", &plafond);
        s.klopt("uitstroom", &uitstroom);
        let blijft = &t - &uitstroom;
        s.klopt("ruimte", &minstens_nul(&plafond - &blijft));
        s.klopt("afdrachtopgave", &minstens_nul(&blijft - &plafond));
        let (mut now, mut jaren) = (t.clone(), 0);
        let near = if gekozen == "afstand" { Getal::new(1.into(), 10.into()) } else { Getal::zero() };
        while &now - &e > near && jaren < 60 {
            now -= stap(gekozen, &now.clone());
            jaren += 1;
        }
        s.klopt("jaren", &heel(jaren));
        ruimte = Some(minstens_nul(plafond - blijft));
    } else {
        s.klopt("d", &Getal::zero());
    }
    assert_eq!(lijn.get("waarde").map(getal), ruimte, "{}", s.wie);
    let dagen = getal(&bladzijde["dagenSchooljaar"]);
    let mut gebruikt = Getal::zero();
    for plaatsing in lijn["gebruik"].as_array().unwrap() {
        let netto = getal(&plaatsing["fte"]) * getal(&plaatsing["nettoDagen"]) / &dagen;
        assert_eq!(getal(&plaatsing["nettoFte"]), netto, "{plaatsing}");
        gebruikt += netto;
    }
    s.klopt("gebruikt", &gebruikt);
    if let Some(ruimte) = ruimte {
        s.klopt("rest", &(ruimte - gebruikt));
    }
    s.alles_gezien();
    donor
}

/// Every number of the page of the 7%-regeling with afronding `grootste-rest`. The answer is the sum of the quota.
pub fn reken_zevenprocent(bladzijde: &Value) -> i64 {
    let mut all = 0;
    assert_eq!(bladzijde["parameters"]["afronding"], "grootste-rest");
    for besturen in per_kamer(bladzijde).into_values() {
        let lezen: Vec<_> = besturen.iter().map(|lijn| Stappen::read(wie(lijn), lijn)).collect();
        let eisen: Vec<Getal> = lezen.iter().map(|s| s.kijk("eis")).collect();
        let mut quota: Vec<Getal> = eisen.iter().map(|eis| minstens_nul(eis.floor())).collect();
        let som_eis: Getal = eisen.iter().cloned().sum();
        let totaal = (&som_eis + Getal::new(1.into(), 2.into())).floor();
        // Largest remainder first, then the lowest lot; who has a negative demand takes no part.
        let mut volgorde: Vec<usize> = (0..eisen.len()).filter(|at| !eisen[*at].is_negative()).collect();
        volgorde.sort_by_key(|at| (lezen[*at].kijk("lot"), besturen[*at]["bestuursnummer"].to_string()));
        volgorde.sort_by_key(|at| eisen[*at].floor() - &eisen[*at]);
        for at in volgorde {
            if quota.iter().cloned().sum::<Getal>() < totaal {
                quota[at] += heel(1);
            }
        }
        let som_quota: Getal = quota.iter().cloned().sum();
        for (lijn, quotum) in besturen.into_iter().zip(&quota) {
            bestuur_zevenprocent(bladzijde, lijn, quotum, &som_eis, &som_quota);
        }
        all += i64::try_from(som_quota.to_integer()).unwrap();
    }
    all
}

fn bestuur_zevenprocent(bladzijde: &Value, lijn: &Value, quotum: &Getal, som_eis: &Getal, som_quota: &Getal) {
    let mut s = Stappen::read(wie(lijn), lijn);
    let scholen: Vec<_> = lijn["scholen"].as_array().unwrap().iter().collect();
    let scholen: Vec<_> =
        scholen.into_iter().map(|school| Stappen::read(school["vestigingscode"].to_string(), school)).collect();
    let (basis, eigen) = (som(&scholen, "basis"), som(&scholen, "eigen"));
    s.klopt("basis", &basis);
    let q = getal(&bladzijde["parameters"]["percentage"]) * basis;
    s.klopt("q", &q);
    let eis = q + s.neem("saldo");
    s.klopt("eis", &eis);
    s.klopt("rest", &(&eis - eis.floor()));
    s.neem("lot");
    s.klopt("Σeis", som_eis);
    s.klopt("Σquotum", som_quota);
    s.klopt("quotum", quotum);
    s.klopt("saldo-volgend", &(eis - quotum));
    s.klopt("eigen", &eigen);
    let people: BTreeSet<_> =
        lijn["gebruik"].as_array().unwrap().iter().map(|one| one["regiodocent"].to_string()).collect();
    let placed = heel(people.len().try_into().unwrap());
    s.klopt("geplaatst", &placed);
    let since = if s.waarden.contains_key("eigen-sindsdien") { s.neem("eigen-sindsdien") } else { Getal::zero() };
    s.klopt("geteld", &(&eigen + &placed + &since));
    s.klopt("gemis", &minstens_nul(quotum - eigen - placed - since));
    assert_eq!(getal(&lijn["waarde"]), *quotum, "{}", s.wie);
    s.alles_gezien();
}
