"""A security key made of software, which answers as a real one does; for what a browser would not send."""

import base64
import hashlib
import json
import os
import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

PRESENT, HAS_KEY = 0x01, 0x40


def text(data: bytes) -> str:
    """Return bytes as a browser writes them."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class SoftKey:
    """A key, and the address it takes for the page's."""

    origin: str = "https://testserver"
    number: bytes = field(default_factory=lambda: os.urandom(32))
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def register(self, asked: dict) -> str:
        """Return the answer to being registered."""
        public = cbor.encode(dict(ES256.from_cryptography_key(self.secret.public_key())))
        held = b"\0" * 16 + struct.pack(">H", len(self.number)) + self.number + public
        data = self._data(asked["rp"]["id"], PRESENT | HAS_KEY) + held
        told = {"attestationObject": text(cbor.encode({"fmt": "none", "authData": data, "attStmt": {}}))}
        return self._answer(told, self._client("webauthn.create", asked["challenge"]))

    def sign(self, asked: dict) -> str:
        """Return the answer to being asked to sign."""
        data = self._data(asked["rpId"], PRESENT)
        client = self._client("webauthn.get", asked["challenge"])
        signed = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer({"authenticatorData": text(data), "signature": text(signed)}, client)

    def _data(self, site: str, flags: int) -> bytes:
        return hashlib.sha256(site.encode()).digest() + struct.pack(">BI", flags, 0)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, told: dict, client: bytes) -> str:
        response = {**told, "clientDataJSON": text(client)}
        number = text(self.number)
        answer = {"id": number, "rawId": number, "type": "public-key", "response": response}
        return json.dumps({**answer, "clientExtensionResults": {}})
