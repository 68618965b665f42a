//! The queue of jobs: every job has one owner at a time, also when many ask at once and when an owner vanishes.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rato::auth::policy::Grant;
use rato::storage::StorageError;
use rato::storage::connection::Db;
use rato::storage::job::{
    Claim, Hartslag, beat_job, claim_job, find_jobstand, finish_job, insert_job, release_job, request_stop,
};
use rstest::rstest;
use uuid::Uuid;

use crate::support::db::Engine;
use crate::support::rows;

const LEASE: Duration = Duration::from_secs(60);
const NO_LEASE: Duration = Duration::ZERO;

fn queue(db: &Db, regio: Uuid, jobs: usize) -> Vec<Uuid> {
    let subjects: Vec<Uuid> = (0..jobs).map(|_| Uuid::now_v7()).collect();
    db.write(&Grant::systeem("test"), |tx| {
        for subject in &subjects {
            insert_job(tx, "matchronde", regio, *subject, 3)?;
        }
        Ok::<_, StorageError>(tx.unchanged(()))
    })
    .unwrap();
    subjects
}

fn finish(db: &Db, claim: &Claim) -> Result<(), StorageError> {
    db.write(&Grant::systeem("test"), |tx| {
        finish_job(tx, claim, true, None)?;
        Ok(tx.unchanged(()))
    })
}

fn claim(db: &Db, lease: Duration) -> Claim {
    claim_job(db, lease).unwrap().expect("a job to claim")
}

/// The database tells the time: a lease of nothing is over as soon as its clock has moved.
fn claim_expired(db: &Db) -> Claim {
    let patience = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(claim) = claim_job(db, LEASE).unwrap() {
            return claim;
        }
        assert!(Instant::now() < patience, "the expired lease was never taken over");
        std::thread::yield_now();
    }
}

#[rstest]
fn eight_workers_claim_two_hundred_jobs_each_exactly_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "amsterdam");
    let jobs = queue(&test.db, regio, 200);
    let claimed: Vec<Claim> = std::thread::scope(|scope| {
        let work = || {
            let mut mine = Vec::new();
            while let Some(claim) = claim_job(&test.db, LEASE).unwrap() {
                mine.push(claim);
            }
            mine
        };
        let workers: Vec<_> = (0..8).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert_eq!(claimed.len(), 200);
    let subjects: BTreeSet<Uuid> = claimed.iter().map(|claim| claim.onderwerp_id).collect();
    assert_eq!(subjects, jobs.into_iter().collect());
    assert!(claimed.iter().all(|claim| claim.poging == 1));
    let owners: BTreeSet<&str> = claimed.iter().map(|claim| claim.eigenaar.as_str()).collect();
    assert_eq!(owners.len(), 200, "every claim has an owner of its own");
}

#[rstest]
fn a_live_lease_is_respected_and_an_expired_one_is_taken_over(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "amsterdam");
    queue(&test.db, regio, 1);
    let first = claim(&test.db, LEASE);
    assert_eq!(claim_job(&test.db, LEASE).unwrap(), None, "somebody is working on it");
    assert_eq!(beat_job(&test.db, &first, NO_LEASE, None).unwrap(), Hartslag::Door);
    let second = claim_expired(&test.db);
    assert_eq!((second.onderwerp_id, second.poging), (first.onderwerp_id, 2));
    assert_eq!(claim_job(&test.db, LEASE).unwrap(), None);
}

#[rstest]
fn a_worker_that_lost_its_lease_can_write_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "amsterdam");
    queue(&test.db, regio, 1);
    let paused = claim(&test.db, NO_LEASE);
    let owner = claim_expired(&test.db);
    assert_eq!(beat_job(&test.db, &paused, LEASE, Some("{}")).unwrap(), Hartslag::Kwijt);
    assert!(matches!(finish(&test.db, &paused), Err(StorageError::Verouderd)));
    release_job(&test.db, &paused, true, None).unwrap();
    assert_eq!(claim_job(&test.db, LEASE).unwrap(), None, "the release of the old owner did nothing");
    finish(&test.db, &owner).unwrap();
    assert!(matches!(finish(&test.db, &owner), Err(StorageError::Verouderd)), "a job ends once");
}

#[rstest]
fn a_stop_is_heard_with_the_next_sign_of_life_and_progress_is_kept(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "amsterdam");
    let subject = queue(&test.db, regio, 1)[0];
    let mine = claim(&test.db, LEASE);
    assert_eq!(beat_job(&test.db, &mine, LEASE, Some("{\"deel\":5}")).unwrap(), Hartslag::Door);
    test.db
        .write(&Grant::systeem("test"), |tx| {
            request_stop(tx, "matchronde", subject)?;
            Ok::<_, StorageError>(tx.unchanged(()))
        })
        .unwrap();
    assert_eq!(beat_job(&test.db, &mine, LEASE, None).unwrap(), Hartslag::Stop);
    let stand =
        test.db.read(&Grant::systeem("test"), |conn| find_jobstand(conn, "matchronde", subject)).unwrap().unwrap();
    assert_eq!(stand.voortgang.as_deref(), Some("{\"deel\":5}"));
}

#[rstest]
fn a_release_at_shutdown_is_no_attempt_and_a_failure_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "amsterdam");
    queue(&test.db, regio, 1);
    let first = claim(&test.db, LEASE);
    release_job(&test.db, &first, false, None).unwrap();
    let second = claim(&test.db, LEASE);
    assert_eq!(second.poging, 1);
    release_job(&test.db, &second, true, Some("stuk")).unwrap();
    assert_eq!(claim(&test.db, LEASE).poging, 2);
}

#[rstest]
fn a_regio_without_running_jobs_goes_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let busy = rows::regio(&test.db, "amsterdam");
    let patient = rows::regio(&test.db, "utrecht");
    queue(&test.db, busy, 3);
    queue(&test.db, patient, 1);
    let order: Vec<Uuid> = (0..4).map(|_| claim(&test.db, LEASE).regio_id).collect();
    assert_eq!(order, [busy, patient, busy, busy]);
}
