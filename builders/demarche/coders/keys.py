"""Keys to endpoints: from the environment or the keyring, and from nowhere else."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from demarche.errors import InputError

KEYS = ("DEMARCHE_API_KEY", "OPENAI_API_KEY")
KEYRING = "demarche"


def find_key(url: str) -> str | None:
    """The key for an endpoint: from the environment, or from the keyring (`demarche`, the host's name).

    Raises InputError, without showing it, where what is found cannot be a key.
    """
    for name in KEYS:
        if found := os.environ.get(name, "").strip():
            return _checked(found, name)
    from importlib.util import find_spec

    if find_spec("keyring") is None:
        return None
    import keyring
    from keyring.errors import KeyringError

    try:
        stored = keyring.get_password(KEYRING, _host(url))
    except KeyringError:  # a machine without one: an endpoint that needs a key will say so
        return None
    return _checked(stored.strip(), f"keyring {KEYRING}") if stored else None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _checked(key: str, where: str) -> str:
    """The key. An HTTP header takes no other signs, and the client's complaint would show it."""
    if key.isascii() and key.isprintable() and " " not in key:
        return key
    raise InputError(
        "holds signs that no key has",
        field=where,
        hint="Copy the key anew: letters, digits and marks without blanks.",
    )
