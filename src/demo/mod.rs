//! A generated region to see the product at work: invented names, realistic figures, the same for the same seed.
//!
//! The generators only make nouns; what happens to them goes through the use cases like everything else.

pub mod instantie;
pub mod kans;
pub mod namen;
pub mod pool;
pub mod regio;
pub mod samenvatting;
pub mod vraag;
pub mod vullen;
mod weergave;
