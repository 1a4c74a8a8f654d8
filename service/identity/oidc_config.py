"""What the operator says of the house's sign-in provider; apart from its door, which is slow to
import."""

from pydantic import SecretStr

from service.value import Value


class OidcConfig(Value):
    """The operator's provider. ``login_claim`` is the claim whose value is a login here ("" for
    none): by it a person is found the first time. ``create`` makes unknown ones a person without
    any role. ``ca_file`` holds the certificates to trust instead of the public ones."""

    issuer: str
    client_id: str
    client_secret: SecretStr = SecretStr("")
    redirect_uri: str
    scopes: str = "openid profile email"
    login_claim: str = ""
    create: bool = False
    ca_file: str = ""
