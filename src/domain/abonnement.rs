//! Abonnement: another system that is told of wijzigingen as they happen (a webhook). It hears what its maker may read.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, Utc};

use super::import::Afzender;
use super::keuze::keuze;
use super::wijziging::Wijzigingobject;

keuze! {
    /// Where an abonnement stands.
    Abonnementstatus {
        /// It is told of everything.
        Actief = "actief",
        /// It ended: somebody said so, or the receiver answered 410.
        Beeindigd = "beeindigd",
    }
}

keuze! {
    /// Where a delivery stands. What was delivered is not kept: it stands in the feed.
    Bezorgstatus {
        /// To be sent, at the first or a later attempt.
        Wachtend = "wachtend",
        /// Given up after the last attempt; it can be sent again.
        Mislukt = "mislukt",
    }
}

/// Somebody who is told of wijzigingen.
#[derive(Clone, PartialEq, Eq)]
pub struct Abonnement {
    /// Where to.
    pub url: String,
    /// Only about these; empty: about everything.
    pub soorten: Vec<Wijzigingobject>,
    /// What messages are signed with, sealed.
    pub geheim: String,
    /// What they were signed with before, sealed, and until when they still are as well.
    pub vorig_geheim: Option<(String, DateTime<Utc>)>,
    /// Where it stands.
    pub status: Abonnementstatus,
    /// Why it ended, in Dutch.
    pub reden: Option<String>,
    /// Who made it: it hears what they may read.
    pub afzender: Afzender,
    /// The feed was looked at up to and including this number.
    pub gelezen_tot: i64,
    /// When it was made.
    pub aangemaakt_op: DateTime<Utc>,
    /// When the receiver said that it wants messages from us; absent until it did.
    pub toegestaan_op: Option<DateTime<Utc>>,
}

/// A message to be delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bezorging {
    /// Its number in the feed.
    pub volgnummer: i64,
    /// The event, as JSON.
    pub gebeurtenis: String,
    /// Where it stands.
    pub status: Bezorgstatus,
    /// Attempts begun.
    pub pogingen: i32,
    /// Not before this moment.
    pub volgende_op: DateTime<Utc>,
    /// What went wrong the last time, in Dutch.
    pub fout: Option<String>,
    /// The trace of the request that it is about (32 hexadecimal digits).
    pub spoor: Option<String>,
}

/// Attempts before a delivery is given up.
pub const MAX_POGINGEN: i32 = 8;

/// Seconds to wait after an attempt (from 1) that failed: 10, 40, 160 … up to 11 hours.
pub fn wachttijd(poging: i32) -> i64 {
    let stap = u32::try_from(poging.clamp(1, MAX_POGINGEN) - 1).unwrap_or(0);
    10 * 4_i64.pow(stap)
}

/// May a message go to this address? Never to a network that only this machine or its neighbours can reach.
pub fn is_openbaar(adres: IpAddr) -> bool {
    match adres {
        IpAddr::V4(adres) => is_openbaar_v4(adres),
        IpAddr::V6(adres) => is_openbaar_v6(adres),
    }
}

fn is_openbaar_v4(adres: Ipv4Addr) -> bool {
    let [a, b, c, _] = adres.octets();
    let gedeeld = a == 100 && (64..128).contains(&b);
    let proef = (a == 198 && (b == 18 || b == 19)) || adres.is_documentation();
    let eigen = adres.is_private() || adres.is_loopback() || adres.is_link_local() || (a, b, c) == (192, 0, 0);
    !(eigen || gedeeld || proef || a == 0 || a >= 224)
}

fn is_openbaar_v6(adres: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = adres.segments();
    let v4 = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
        is_openbaar_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b) {
        // An IPv4 address in another coat: mapped, translated (NAT64) or tunnelled (6to4).
        (0, 0) if [c, d, e] == [0; 3] && f == 0xffff => v4(g, h),
        (0x64, 0xff9b) if [c, d, e, f] == [0; 4] => v4(g, h),
        (0x2002, _) => v4(b, c),
        // Teredo and documentation.
        (0x2001, 0 | 0xdb8) => false,
        // Only what is handed out for the public internet.
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_open() {
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.0.8",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "::127.0.0.1",
        ] {
            assert!(!is_openbaar(own.parse().unwrap()), "{own}");
        }
        for open in ["145.100.1.1", "8.8.8.8", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808"] {
            assert!(is_openbaar(open.parse().unwrap()), "{open}");
        }
    }

    #[test]
    fn every_wait_is_longer_than_the_one_before() {
        let waits: Vec<i64> = (1..=MAX_POGINGEN).map(wachttijd).collect();
        assert!(waits.is_sorted_by(|one, next| one < next), "{waits:?}");
        assert_eq!(waits[..3], [10, 40, 160]);
    }
}
