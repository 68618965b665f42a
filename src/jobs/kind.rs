//! The solver as a child process of the same binary: a crash in it, or too much memory, never takes the service down.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::bericht::{Bericht, Opdracht, STOP};

/// How to start a solver process.
#[derive(Debug, Clone)]
pub struct Solverstart {
    /// The `rato` binary.
    pub programma: PathBuf,
    /// Address space it may use, MiB.
    pub geheugen_mib: u64,
}

/// A running solver process; killed when dropped.
pub struct Kind {
    child: Child,
    stdin: Option<ChildStdin>,
    regels: Lines<BufReader<ChildStdout>>,
}

impl Solverstart {
    /// Starts the child and gives it its question. The shell only sets the memory limit and a low priority, and then
    /// becomes the solver, so that killing the child kills the solver.
    pub async fn start(&self, opdracht: &Opdracht) -> std::io::Result<Kind> {
        const SCRIPT: &str = "ulimit -v \"$1\" || exit 1\n\
            if command -v nice >/dev/null 2>&1; then exec nice -n 10 \"$0\" solve; else exec \"$0\" solve; fi";
        let mut command = if cfg!(unix) {
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", SCRIPT]).arg(&self.programma).arg((self.geheugen_mib * 1024).to_string());
            shell
        } else {
            let mut direct = Command::new(&self.programma);
            direct.arg("solve");
            direct
        };
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let missing = || std::io::Error::other("the child has no pipes");
        let mut stdin = child.stdin.take().ok_or_else(missing)?;
        let regels = BufReader::new(child.stdout.take().ok_or_else(missing)?).lines();
        let mut line = serde_json::to_vec(opdracht)?;
        line.push(b'\n');
        stdin.write_all(&line).await?;
        Ok(Kind { child, stdin: Some(stdin), regels })
    }
}

impl Kind {
    /// The next thing the child says; `None` when it will say no more. Safe to drop half-way.
    pub async fn luister(&mut self) -> std::io::Result<Option<Bericht>> {
        match self.regels.next_line().await? {
            None => Ok(None),
            Some(line) => Ok(Some(serde_json::from_str(&line)?)),
        }
    }

    /// Asks for the best plan so far.
    pub async fn vraag_stop(&mut self) -> std::io::Result<()> {
        match &mut self.stdin {
            Some(stdin) => stdin.write_all(format!("{STOP}\n").as_bytes()).await,
            None => Ok(()),
        }
    }

    /// Waits for the end of a child that has said all.
    pub async fn einde(mut self) -> std::io::Result<ExitStatus> {
        self.stdin = None;
        self.child.wait().await
    }

    /// Ends the child now.
    pub async fn doof(mut self) {
        if let Err(why) = self.child.kill().await {
            tracing::warn!(oorzaak = %why, "solver process could not be killed");
        }
    }
}
