"""The tool's keys, and the cache of the platforms' keys."""

import json
from datetime import timedelta
from threading import Barrier, Thread

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from mooc_tool.errors import LaunchError, PlatformError, TryLater
from mooc_tool.lti.jwks import read_key_set
from mooc_tool.lti.keys import PlatformKeys, key_bytes, key_set, load_key, make_key, public_jwk

URL = "https://lms.test/jwks"


class TestOwnKeys:
    def test_the_kid_is_the_thumbprint(self, key):
        assert key.kid == JWK(**public_jwk(key)).thumbprint()

    def test_the_key_set_publishes_nothing_private(self, key):
        [published] = key_set([key])["keys"]
        assert set(published) == {"kid", "alg", "use", "kty", "n", "e"}

    def test_kept_and_loaded_it_signs_the_same(self, key):
        loaded = load_key(key_bytes(key))
        assert loaded.kid == key.kid
        token = jwt.encode({"a": 1}, loaded.private, "RS256")
        assert jwt.decode(token, key.private.public_key(), ["RS256"]) == {"a": 1}

    def test_two_keys_differ(self, key):
        assert make_key().kid != key.kid


class TestReading:
    def test_bare_as_open_edx_publishes_them(self, key):
        bare = {name: value for name, value in public_jwk(key).items() if name not in ("alg", "use")}
        [found] = read_key_set(json.dumps({"keys": [bare]}).encode())[key.kid]
        assert "RS256" in found.algorithms

    def test_elliptic_curves(self):
        private = ec.generate_private_key(ec.SECP256R1())
        jwk = json.loads(ECAlgorithm.to_jwk(private.public_key())) | {"kid": "e"}
        [found] = read_key_set(json.dumps({"keys": [jwk]}).encode())["e"]
        assert found.algorithms == {"ES256"}

    def test_what_cannot_verify_is_left_out(self, key):
        good = public_jwk(key)
        short = rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key()  # noqa: S505  # it is
        bad = [
            good | {"use": "enc"},
            good | {"alg": "HS256"},
            good | {"alg": "none"},
            {"kid": key.kid, "kty": "oct", "k": "c2VjcmV0"},
            good | {"n": 5},
            good | {"n": "!"},
            {name: value for name, value in good.items() if name != "kid"},
            good | {"kid": ["x"]},
            json.loads(RSAAlgorithm.to_jwk(short)) | {"kid": key.kid},
            {"kid": key.kid, "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
            "text",
            None,
        ]
        assert read_key_set(json.dumps({"keys": bad}).encode()) == {}
        assert list(read_key_set(json.dumps({"keys": [*bad, good]}).encode())) == [key.kid]

    @pytest.mark.parametrize(
        "document", [b"", b"[]", b"{}", b'{"keys": 5}', b"<html>", b"[" * 100_000, b"\xff"]
    )
    def test_no_key_set(self, document):
        with pytest.raises(ValueError, match="no key set"):
            read_key_set(document)

    @given(
        st.lists(
            st.dictionaries(
                st.sampled_from(["kid", "kty", "n", "e", "crv", "x", "y", "alg", "use"]),
                st.sampled_from(["RSA", "EC", "P-256", "AQAB", "RS256", "sig"]) | st.text() | st.integers(),
            )
        )
    )
    def test_any_key_set(self, entries):
        for keys in read_key_set(json.dumps({"keys": entries}).encode()).values():
            assert all(key.algorithms for key in keys)


class Source:
    """A key server: its present keys, or a failure; and how often it was asked."""

    def __init__(self, *keys):
        self.keys = keys
        self.asked = 0
        self.failure = None

    def __call__(self, _url):
        self.asked += 1
        if self.failure:
            raise self.failure
        return json.dumps(key_set(self.keys)).encode()


@pytest.fixture(scope="module")
def other():
    return make_key()


class TestCache:
    def test_asked_once_an_hour(self, lms):
        source = Source(lms.key)
        keys = PlatformKeys(source)
        for minutes in (0, 10, 60):
            keys.find(URL, lms.key.kid, "RS256", lms.now + timedelta(minutes=minutes))
        assert source.asked == 1
        keys.find(URL, lms.key.kid, "RS256", lms.now + timedelta(minutes=61))
        assert source.asked == 2

    def test_rotation_costs_one_fetch(self, lms, other):
        source = Source(lms.key)
        keys = PlatformKeys(source)
        keys.find(URL, lms.key.kid, "RS256", lms.now)
        source.keys = (lms.key, other)
        later = lms.now + timedelta(minutes=5)
        for _ in range(20):
            keys.find(URL, other.kid, "RS256", later)
            keys.find(URL, lms.key.kid, "RS256", later)
        assert source.asked == 2

    def test_a_flood_of_unknown_kids_costs_one_fetch_in_ten_seconds(self, lms):
        source = Source(lms.key)
        keys = PlatformKeys(source)
        for number in range(60):
            with pytest.raises(LaunchError, match="id-token-key-unknown"):
                keys.find(URL, f"kid-{number}", "RS256", lms.now + timedelta(seconds=number / 6))
        assert source.asked == 2, "the set itself, and anew for the first kid that it lacks"
        with pytest.raises(LaunchError):
            keys.find(URL, "kid", "RS256", lms.now + timedelta(seconds=11))
        assert source.asked == 3

    def test_a_rotation_right_after_the_first_launch_fails_none(self, lms, other):
        source = Source(lms.key)
        keys = PlatformKeys(source)
        keys.find(URL, lms.key.kid, "RS256", lms.now)
        source.keys = (lms.key, other)
        for seconds in range(20):
            keys.find(URL, other.kid, "RS256", lms.now + timedelta(seconds=seconds))
        assert source.asked == 2

    def test_a_platform_that_never_answered_is_asked_once_in_ten_seconds(self, lms):
        source = Source(lms.key)
        source.failure = TryLater("platform-unreachable")
        keys = PlatformKeys(source)
        for seconds in range(20):
            with pytest.raises(LaunchError, match="platform-keys-unreachable"):
                keys.find(URL, lms.key.kid, "RS256", lms.now + timedelta(seconds=seconds))
        assert source.asked == 2

    def test_an_algorithm_that_the_key_is_not_for(self, lms):
        with pytest.raises(LaunchError, match="id-token-key-unknown"):
            PlatformKeys(Source(lms.key)).find(URL, lms.key.kid, "ES256", lms.now)

    @pytest.mark.parametrize("failure", [TryLater("platform-unreachable"), PlatformError("answer-too-long")])
    def test_known_keys_serve_a_day_while_the_platform_is_away(self, lms, failure):
        source = Source(lms.key)
        keys = PlatformKeys(source)
        keys.find(URL, lms.key.kid, "RS256", lms.now)
        source.failure = failure
        for hours in (2, 23):
            keys.find(URL, lms.key.kid, "RS256", lms.now + timedelta(hours=hours))
        with pytest.raises(LaunchError, match="platform-keys-unreachable"):
            keys.find(URL, lms.key.kid, "RS256", lms.now + timedelta(hours=25))

    def test_a_platform_that_is_away_is_not_asked_at_each_launch(self, lms):
        source = Source(lms.key)
        keys = PlatformKeys(source)
        keys.find(URL, lms.key.kid, "RS256", lms.now)
        source.failure = TryLater("platform-unreachable")
        for seconds in range(0, 300, 20):
            keys.find(URL, lms.key.kid, "RS256", lms.now + timedelta(hours=2, seconds=seconds))
        assert source.asked == 2

    def test_a_withdrawn_key_is_forgotten(self, lms, other):
        source = Source(lms.key)
        keys = PlatformKeys(source)
        keys.find(URL, lms.key.kid, "RS256", lms.now)
        source.keys = (other,)
        later = lms.now + timedelta(hours=2)
        keys.find(URL, other.kid, "RS256", later)
        with pytest.raises(LaunchError, match="id-token-key-unknown"):
            keys.find(URL, lms.key.kid, "RS256", later)

    def test_many_launches_at_once_share_one_fetch(self, lms):
        source = Source(lms.key)
        keys = PlatformKeys(source)
        start, found = Barrier(8), []

        def launch():
            start.wait()
            found.append(keys.find(URL, lms.key.kid, "RS256", lms.now))

        threads = [Thread(target=launch) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(found), source.asked) == (8, 1)

    def test_platforms_do_not_share_keys(self, lms, other):
        sources = {URL: Source(lms.key), "https://b.test/jwks": Source(other)}
        keys = PlatformKeys(lambda url: sources[url](url))
        keys.find(URL, lms.key.kid, "RS256", lms.now)
        with pytest.raises(LaunchError):
            keys.find("https://b.test/jwks", lms.key.kid, "RS256", lms.now)


class Shelf:
    """What processes keep for one another."""

    def __init__(self):
        self.sets = {}

    def get(self, url):
        return self.sets.get(url)

    def put(self, url, key_set):
        self.sets[url] = key_set


class TestSharedBetweenProcesses:
    @pytest.fixture
    def process(self, lms):
        shelf = Shelf()
        self.source = Source(lms.key)
        return lambda: PlatformKeys(self.source, shelf)

    def test_one_fetch_serves_all(self, lms, process):
        for _ in range(3):
            process().find(URL, lms.key.kid, "RS256", lms.now + timedelta(minutes=59))
        assert self.source.asked == 1

    def test_a_rotation_costs_all_together_one_fetch(self, lms, other, process):
        processes = [process() for _ in range(3)]
        for one in processes:
            one.find(URL, lms.key.kid, "RS256", lms.now)
        self.source.keys = (lms.key, other)
        later = lms.now + timedelta(minutes=5)
        for one in processes * 3:
            one.find(URL, other.kid, "RS256", later)
        assert self.source.asked == 2

    def test_what_another_one_fetched_before_the_rotation_is_not_enough(self, lms, other, process):
        one, two = process(), process()
        one.find(URL, lms.key.kid, "RS256", lms.now)
        two.find(URL, lms.key.kid, "RS256", lms.now + timedelta(minutes=50))
        with pytest.raises(LaunchError):
            two.find(URL, "nobody's", "RS256", lms.now + timedelta(minutes=51))
        self.source.keys = (lms.key, other)
        one.find(URL, other.kid, "RS256", lms.now + timedelta(minutes=52))
        assert self.source.asked == 3

    def test_a_process_that_starts_while_the_platform_is_away(self, lms, process):
        process().find(URL, lms.key.kid, "RS256", lms.now)
        self.source.failure = TryLater("platform-unreachable")
        process().find(URL, lms.key.kid, "RS256", lms.now + timedelta(hours=23))
        with pytest.raises(LaunchError, match="platform-keys-unreachable"):
            process().find(URL, "nobody's", "RS256", lms.now + timedelta(hours=23))
        with pytest.raises(LaunchError, match="platform-keys-unreachable"):
            process().find(URL, lms.key.kid, "RS256", lms.now + timedelta(hours=25))

    def test_an_old_one_is_asked_for_anew(self, lms, other, process):
        process().find(URL, lms.key.kid, "RS256", lms.now)
        self.source.keys = (other,)
        with pytest.raises(LaunchError, match="id-token-key-unknown"):
            process().find(URL, lms.key.kid, "RS256", lms.now + timedelta(hours=2))
