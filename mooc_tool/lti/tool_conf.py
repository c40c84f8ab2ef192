"""PyLTI1p3's view of one platform: its registration, configuration and request classes, fed from our data."""

from collections.abc import Mapping

from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.tool_config.abstract import ToolConfAbstract

from mooc_tool.errors import LaunchError
from mooc_tool.lti.keys import ToolKey
from mooc_tool.lti.platform import Platform


class PlatformRegistration(Registration):
    """A registration that hands out a loaded key: the library would parse the PEM text at each signature."""

    def __init__(self, platform: Platform, key: ToolKey | None = None) -> None:
        self._key = key
        self.set_issuer(platform.issuer)
        self.set_client_id(platform.client_id)
        self.set_auth_login_url(platform.auth_url)
        self.set_auth_token_url(platform.token_url)
        self.set_key_set_url(platform.keyset_url)
        if platform.token_audience:
            self.set_auth_audience(platform.token_audience)

    def get_tool_private_key(self):  # type: ignore[no-untyped-def]  # the library says str, PyJWT takes both
        return self._key.private if self._key else None

    def get_kid(self) -> str | None:
        return self._key.kid if self._key else None


class OnePlatform(ToolConfAbstract[Request]):
    """Knows the platform that a login or launch is about, and the deployment that the login named, if any."""

    def __init__(self, platform: Platform, deployment_id: str | None = None) -> None:
        self._platform = platform
        self._deployment_id = deployment_id

    def check_iss_has_one_client(self, iss: str) -> bool:  # noqa: ARG002  # the library's signature
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:  # noqa: ARG002  # the library's signature
        return True

    def find_registration_by_issuer(self, iss: str, *args: object, **kwargs: object) -> Registration:
        raise NotImplementedError("an issuer alone names no registration")

    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:
        raise NotImplementedError("an issuer alone names no registration")

    def find_registration_by_params(
        self, iss: str, client_id: str, *args: object, **kwargs: object  # noqa: ARG002  # as above
    ) -> Registration:
        if iss != self._platform.issuer:
            raise LaunchError("id-token-issuer", expected=self._platform.issuer)
        if client_id != self._platform.client_id:
            raise LaunchError("id-token-audience", expected=self._platform.client_id)
        return PlatformRegistration(self._platform)

    def find_deployment_by_params(
        self, iss: str, deployment_id: str, client_id: str, *args: object, **kwargs: object  # noqa: ARG002
    ) -> Deployment:
        if self._deployment_id not in (None, deployment_id):
            raise LaunchError("deployment-mismatch", expected=self._deployment_id)
        return Deployment().set_deployment_id(deployment_id)


class Fields(Request):
    """The fields of a request, which is all that the library needs of one."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def is_secure(self) -> bool:
        return True

    def get_param(self, key: str) -> str:
        return self._fields.get(key, "")


class NoCookies(CookieService):
    """No cookie is read or set in this room."""

    def get_cookie(self, name: str) -> None:  # noqa: ARG002  # the library's signature
        return None

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        raise NotImplementedError
