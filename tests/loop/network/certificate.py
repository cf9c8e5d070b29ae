"""A certificate that nobody trusts, for the one test that needs a real context, and its key."""

from __future__ import annotations

import ssl
from pathlib import Path

PEM = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgeJsl2BfSqr2FnMwd
WRrDAim6GILw4MGlascxrl8u4yuhRANCAARC19aHcuicMw1lgjPZP9E/n9mNIJd8
yUaR5P0H41C/xKlIFCTqa7pRTyNqvE0MpVm4fubcm+qrRfnPdkxByQg4
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBgzCCASmgAwIBAgIUb6AP/ZD/sBnRCcLphyKY9YIUuoMwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wIBcNMjYxMTIxMDA1MDA2WhgPMjEyNjEw
MjgwMDUwMDZaMBYxFDASBgNVBAMMC2V4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEQtfWh3LonDMNZYIz2T/RP5/ZjSCXfMlGkeT9B+NQv8SpSBQk
6mu6UU8jarxNDKVZuH7m3Jvqq0X5z3ZMQckIOKNTMFEwHQYDVR0OBBYEFFHEmiUx
KnMC/gRLLzoivVsYKIidMB8GA1UdIwQYMBaAFFHEmiUxKnMC/gRLLzoivVsYKIid
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAINuRJSKHiY789z/
IqYaA4TGUYviWhrBGB72nRLukgrhAiAFqS9kNa3n9EIkgWVvuVvwLBGzPAqeZg3U
WuSIGHPftQ==
-----END CERTIFICATE-----
"""


def server_context(folder: Path, *protocols: str) -> ssl.SSLContext:
    """Return a server's context with the certificate and these application protocols."""
    path = folder / "server.pem"
    path.write_text(PEM)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


def offering(*protocols: str) -> ssl.SSLContext:
    """Return a client's context with these application protocols."""
    context = ssl.create_default_context()
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context
