//! A place on the map and what it takes to travel between two places.

use serde::{Deserialize, Serialize};

/// WGS84 in millionths of a degree: integers, so that the same place is the same value everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Punt {
    /// Longitude × 1,000,000.
    pub lon_e6: i32,
    /// Latitude × 1,000,000.
    pub lat_e6: i32,
}

impl Punt {
    /// From degrees; `None` outside the globe.
    pub fn from_degrees(lon: f64, lat: f64) -> Option<Self> {
        let on_globe = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        on_globe.then(|| Punt { lon_e6: (lon * 1e6).round() as i32, lat_e6: (lat * 1e6).round() as i32 })
    }

    /// Great-circle distance in whole metres (haversine, mean earth radius 6,371,009 m), rounded to the nearest.
    pub fn meters_to(self, other: Punt) -> i64 {
        const EARTH_RADIUS_M: f64 = 6_371_009.0;
        let radians = |e6: i32| (f64::from(e6) / 1e6).to_radians();
        let (lat1, lat2) = (radians(self.lat_e6), radians(other.lat_e6));
        let half_lat = (lat2 - lat1) / 2.0;
        let half_lon = (radians(other.lon_e6) - radians(self.lon_e6)) / 2.0;
        let a = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
        (2.0 * EARTH_RADIUS_M * a.sqrt().min(1.0).asin()).round() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dam_to_domtoren_is_about_35_km_both_ways() {
        let dam = Punt::from_degrees(4.8936, 52.3731).unwrap();
        let dom = Punt::from_degrees(5.1214, 52.0907).unwrap();
        let meters = dam.meters_to(dom);
        assert!((34_900..35_200).contains(&meters), "{meters}");
        assert_eq!(meters, dom.meters_to(dam));
        assert_eq!(dam.meters_to(dam), 0);
        assert_eq!(Punt::from_degrees(4.9, 152.0), None);
    }
}
