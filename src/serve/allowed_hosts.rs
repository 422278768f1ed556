//! Whom the server answers: the reader at this machine, and nobody who borrowed a name for it.
//!
//! A page of another site can have its own name resolve to 127.0.0.1 and so read what a server there answers (DNS
//! rebinding). Its requests bear that name in their Host header, so names are answered only when they are known.

use std::net::IpAddr;

/// The hosts that are answered.
#[derive(Clone, Debug)]
pub struct Guard {
    is_loopback: bool,
    names: Vec<String>,
}

impl Guard {
    /// For a server at an IP address, which may also be called by these names.
    pub fn new(at: IpAddr, names: &[String]) -> Self {
        Self { is_loopback: at.is_loopback(), names: names.iter().map(|name| name.to_lowercase()).collect() }
    }

    /// Whether a request with this Host header (RFC 9110, section 7.2) is answered. An IP address is nobody's name;
    /// beyond loopback it is answered only where the server was told to listen there.
    pub fn answers(&self, host: Option<&str>) -> bool {
        let Some(host) = host else { return false };
        let name = without_port(host).to_lowercase();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(ip) => ip.is_loopback() || !self.is_loopback,
            Err(_) => name == "localhost" || name.ends_with(".localhost") || self.names.contains(&name),
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => {
            if name.contains(':') && !name.starts_with('[') {
                host
            } else {
                name
            }
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loopback_server_answers_to_its_own_names_alone() {
        let guard = Guard::new(IpAddr::from([127, 0, 0, 1]), &["Briefing.test".to_owned()]);
        for host in [
            "127.0.0.1:8000",
            "127.0.0.1",
            "localhost:8000",
            "LOCALHOST",
            "a.localhost",
            "[::1]:8000",
            "[::1]",
            "briefing.test:1",
        ] {
            assert!(guard.answers(Some(host)), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8000",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "192.168.0.2:8000",
            "",
            ":8000",
        ] {
            assert!(!guard.answers(Some(host)), "{host}");
        }
        assert!(!guard.answers(None));
    }

    #[test]
    fn a_server_that_was_told_to_listen_elsewhere_answers_to_addresses_and_not_to_names() {
        let guard = Guard::new(IpAddr::from([0, 0, 0, 0]), &[]);
        assert!(guard.answers(Some("192.168.0.2:8000")));
        assert!(!guard.answers(Some("evil.example")));
    }
}
