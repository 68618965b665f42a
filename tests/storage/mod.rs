//! Storage, the same tests on both engines.

mod beleid;
mod connection;
mod formatiepeiling;
mod job;
mod lijsten;
mod migrations;
mod regio;
mod regiodocent;
mod school;
mod solidariteitsboek;
mod vacature;
