//! JSON documents as files: `-` is the input or the output; a file is written whole or not at all.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use anyhow::Context;
use serde::Serialize;

/// Stands for the input and the output.
pub(super) fn is_stroom(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The whole text of a file, or of the input.
pub(super) fn read_text(path: &Path) -> anyhow::Result<String> {
    if is_stroom(path) {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).context("de invoer is niet te lezen")?;
        return Ok(text);
    }
    fs::read_to_string(path).with_context(|| format!("{} is niet te lezen; controleer de naam", path.display()))
}

/// Writes a document to a file, or to the output. Who reads the file never sees half of it.
pub(super) fn write_json<T: Serialize>(path: &Path, document: &T) -> anyhow::Result<()> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    if is_stroom(path) {
        return write_stroom(&bytes);
    }
    write_whole(path, &bytes).with_context(|| format!("{} is niet te schrijven", path.display()))
}

/// Prints to the output; whoever closed it has read enough (`| head`).
pub(super) fn write_stroom(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(why.into()),
        _ => Ok(()),
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.deel", std::process::id()));
    let written = File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What is left of it is of no use; that it cannot be removed changes nothing.
        drop(fs::remove_file(&beside));
    }
    written
}
