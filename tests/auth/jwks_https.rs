//! Keys of an issuer over https, from a real TLS server with a certificate of a CA that was made for the test.

use std::io::{self, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use jsonwebtoken::Algorithm;
use rato::auth::token::{TokenFout, Verifier};
use rato::config::{Auth, load_from};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

use super::jwks::{key, now, token_at, verify};

/// A CA that nobody on this machine knows.
pub fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Serves these keys over https as `localhost`, with a certificate of `ca`; the port.
pub fn serve(ca: &CertifiedIssuer<'static, KeyPair>, keys: &[Value]) -> u16 {
    let own = KeyPair::generate().unwrap();
    let cert = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&own, ca).unwrap();
    let key = PrivateKeyDer::try_from(own.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap());
    let body = json!({ "keys": keys }).to_string();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut tls = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream.unwrap());
            // A client that does not trust this certificate hangs up here.
            if tls.read(&mut [0; 4096]).is_ok() {
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                drop(tls.write_all(format!("{head}{body}").as_bytes()));
                tls.conn.send_close_notify();
                drop(tls.flush());
            }
        }
    });
    port
}

/// Settings with the keys at this port, and with what `ca` says of whom to trust.
pub fn settings(port: u16, ca: Option<&PathBuf>) -> Auth {
    let own = ca.map(|path| format!("jwks-ca = '{}'\n", path.display())).unwrap_or_default();
    let file =
        format!("[auth]\nissuer = 'https://idp.example.nl'\njwks-url = 'https://localhost:{port}/jwks.json'\n{own}");
    load_from(Some(("rato.toml", &file)), []).unwrap().auth
}

/// What is logged while `work` is done.
fn logged<T>(work: impl FnOnce() -> T) -> (T, String) {
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);
    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let lines = Lines::default();
    let sink = lines.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || sink.clone()).finish();
    let done = tracing::subscriber::with_default(subscriber, work);
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    (done, text)
}

#[test]
fn keys_come_over_https_from_who_is_signed_by_a_trusted_ca_and_from_nobody_else() {
    let (ca, other) = (authority(), authority());
    let (own, line) = key("e", Algorithm::ES256);
    let port = serve(&ca, &[line]);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (right, wrong) = (file("ca.pem", ca.pem()), file("ander.pem", other.pem()));
    let token = token_at("e", Algorithm::ES256, &own, now(), "1");

    let (verifier, log) = logged(|| Verifier::new(&settings(port, Some(&right))).unwrap());
    assert_eq!(verify(&verifier, &token, now()), Ok("c-1".into()), "{log}");
    assert!(log.contains("keys of the issuer fetched"), "{log}");

    for trusted in [None, Some(&wrong)] {
        let (verifier, log) = logged(|| Verifier::new(&settings(port, trusted)).unwrap());
        assert_eq!(verify(&verifier, &token, now()), Err(TokenFout::Kid));
        assert!(
            log.contains("could not be fetched") && log.contains("invalid peer certificate"),
            "the log says why: {log}"
        );
    }
}

#[test]
fn a_file_without_a_certificate_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("leeg.pem");
    let fout = |path: &PathBuf| Verifier::new(&settings(1, Some(path))).err().unwrap().to_string();
    assert!(fout(&empty).contains("niet te lezen"), "it is not there");
    std::fs::write(&empty, "geen certificaat").unwrap();
    assert!(fout(&empty).contains("bevat geen certificaat"));
}
