//! A small load generator: the same request over a number of kept connections, on this machine only, bounded in count and
//! time. It reads answers with a `Content-Length`, which is all that the service sends here.

use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What to send, and what must come back.
#[derive(Clone)]
pub struct Verzoek {
    /// The whole request.
    bytes: Arc<[u8]>,
    /// The status of the answer; another one ends the measurement.
    status: u16,
}

impl Verzoek {
    /// A request with a token, and with a JSON body when there is one.
    pub fn new(method: &str, path: &str, token: &str, body: Option<&str>, status: u16) -> Self {
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n");
        if !token.is_empty() {
            text += &format!("authorization: Bearer {token}\r\n");
        }
        match body {
            Some(body) => {
                text += &format!("content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            }
            None => text += "\r\n",
        }
        Verzoek { bytes: text.into_bytes().into(), status }
    }
}

/// When to stop, whichever comes first.
#[derive(Debug, Clone, Copy)]
pub struct Grens {
    /// Connections at the same time.
    pub verbindingen: usize,
    /// Most time.
    pub duur: Duration,
    /// Most requests.
    pub verzoeken: u32,
}

/// What was measured.
#[derive(Debug, Clone)]
pub struct Meting {
    took: Duration,
    /// How long each answer took, sorted.
    wachttijden: Vec<Duration>,
}

impl Meting {
    /// Answers per second.
    pub fn per_seconde(&self) -> f64 {
        let count = u32::try_from(self.wachttijden.len()).unwrap_or(u32::MAX);
        f64::from(count) / self.took.as_secs_f64().max(1e-9)
    }

    /// The time within which `percent` of the answers came, in milliseconds.
    pub fn percentiel_ms(&self, percent: usize) -> f64 {
        let at = (self.wachttijden.len() * percent).div_ceil(100).saturating_sub(1);
        self.wachttijden.get(at).map_or(0.0, |wait| wait.as_secs_f64() * 1_000.0)
    }
}

/// Sends `verzoek` again and again until `grens`. Only to this machine.
pub async fn meet(address: SocketAddr, verzoek: &Verzoek, grens: Grens) -> Result<Meting, Error> {
    if !address.ip().is_loopback() {
        return Err(Error::new(ErrorKind::InvalidInput, "only the loopback address is measured"));
    }
    let left = Arc::new(AtomicU32::new(grens.verzoeken));
    let begin = Instant::now();
    let end = begin + grens.duur;
    let mut lines = tokio::task::JoinSet::new();
    for _ in 0..grens.verbindingen {
        lines.spawn(one_line(address, verzoek.clone(), left.clone(), end));
    }
    let mut wachttijden = Vec::new();
    while let Some(done) = lines.join_next().await {
        wachttijden.extend(done.map_err(Error::other)??);
    }
    let took = begin.elapsed();
    wachttijden.sort_unstable();
    Ok(Meting { took, wachttijden })
}

/// One connection, until the time or the requests are over.
async fn one_line(
    address: SocketAddr,
    verzoek: Verzoek,
    left: Arc<AtomicU32>,
    end: Instant,
) -> Result<Vec<Duration>, Error> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut waits, mut buffer) = (Vec::new(), Vec::with_capacity(64 * 1024));
    let take = |count: u32| count.checked_sub(1);
    while Instant::now() < end && left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
        let begin = Instant::now();
        stream.write_all(&verzoek.bytes).await?;
        let status = answer(&mut stream, &mut buffer).await?;
        if status != verzoek.status {
            let body = String::from_utf8_lossy(&buffer).into_owned();
            return Err(Error::other(format!("status {status} instead of {}: {body}", verzoek.status)));
        }
        waits.push(begin.elapsed());
    }
    Ok(waits)
}

/// Reads one whole answer; its status.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<u16, Error> {
    let strange = || Error::new(ErrorKind::InvalidData, "this is no HTTP answer with a length");
    buffer.clear();
    loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let Some(head) = buffer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(buffer.get(..head).unwrap_or_default()).map_err(|_| strange())?;
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(strange)?;
        let length = text.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        let whole = head + 4 + length.ok_or_else(strange)?;
        while buffer.len() < whole {
            if stream.read_buf(buffer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        return Ok(status);
    }
}
