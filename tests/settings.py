"""Settings of the tests: fixed keys, nothing read from a running site's var folder."""

import atexit
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="kaochang-test-var-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ.update(
    VAR_DIR=_var,
    SECRET_KEY="test-secret-key-" + "0" * 40,
    LOOKUP_KEY="test-lookup-key-" + "1" * 40,
    ENCRYPTION_KEYS="test-encryption-key-" + "2" * 40,
    INTERNAL_KEY="test-internal-key",
    PUSH_TOKEN_SECRET="test-push-token-secret-" + "3" * 40,
    PUSH_API_KEY="test-push-api-key",
    LIVEKIT_KEY="testkey",
    LIVEKIT_SECRET="test-livekit-secret-" + "4" * 40,
    PUBLIC_ORIGIN="http://localhost:8080",
    DATABASE_URL="",
)

from kaochang.config.settings import *  # noqa: E402, F403

MEDIA_SERVER = "kaochang.media.fake.FakeMediaServer"
