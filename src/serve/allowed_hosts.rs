//! The hosts that a request may name, so that other sites cannot read the preview.
//!
//! A page of another site can make its own name resolve to 127.0.0.1 and then read what a server there returns (DNS
//! rebinding). Its requests have that name in their Host header, so requests with unknown names are refused.

use std::net::IpAddr;

/// The hosts that a request may name.
#[derive(Clone, Debug)]
pub struct AllowedHosts {
    is_loopback: bool,
    names: Vec<String>,
}

impl AllowedHosts {
    /// The hosts of a server at an IP address, which may have further names.
    pub fn new(at: IpAddr, names: &[String]) -> Self {
        Self { is_loopback: at.is_loopback(), names: names.iter().map(|name| name.to_lowercase()).collect() }
    }

    /// Whether to respond to a request with this Host header (RFC 9110, section 7.2). An IP address cannot be
    /// rebound; other addresses than loopback are allowed only if the server was started on another address itself.
    pub fn allow(&self, host: Option<&str>) -> bool {
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
    fn a_loopback_server_allows_only_its_own_names() {
        let allowed_hosts = AllowedHosts::new(IpAddr::from([127, 0, 0, 1]), &["Briefing.test".to_owned()]);
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
            assert!(allowed_hosts.allow(Some(host)), "{host}");
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
            assert!(!allowed_hosts.allow(Some(host)), "{host}");
        }
        assert!(!allowed_hosts.allow(None));
    }

    #[test]
    fn a_server_on_another_address_allows_ip_addresses_but_no_other_names() {
        let allowed_hosts = AllowedHosts::new(IpAddr::from([0, 0, 0, 0]), &[]);
        assert!(allowed_hosts.allow(Some("192.168.0.2:8000")));
        assert!(!allowed_hosts.allow(Some("evil.example")));
    }
}
