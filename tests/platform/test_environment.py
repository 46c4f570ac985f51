"""Which org the environment variables choose."""

import pytest

from callflows.platform import MissingCredentials, Remote, remote_of


def test_nothing_set_is_the_local_org():
    assert remote_of({}) is None
    assert remote_of({"GENESYS_CLIENT_ID": " ", "GENESYS_ENVIRONMENT": ""}) is None


def test_credentials_choose_the_default_region_or_the_named_one():
    given = {"GENESYS_CLIENT_ID": "id", "GENESYS_CLIENT_SECRET": "s3cret"}
    assert remote_of(given) == Remote("mypurecloud.com", "id", "s3cret")
    assert remote_of({**given, "GENESYS_ENVIRONMENT": "usw2.pure.cloud"}) == Remote("usw2.pure.cloud", "id", "s3cret")
    assert "s3cret" not in repr(remote_of(given))


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"GENESYS_CLIENT_ID": "id"}, ("GENESYS_CLIENT_SECRET",)),
        ({"GENESYS_CLIENT_SECRET": "s"}, ("GENESYS_CLIENT_ID",)),
        ({"GENESYS_ENVIRONMENT": "mypurecloud.de"}, ("GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET")),
    ],
)
def test_a_part_of_them_is_an_error_that_names_the_rest(given, missing):
    with pytest.raises(MissingCredentials) as caught:
        remote_of(given)
    assert caught.value.missing == missing


def test_the_error_says_what_to_do():
    with pytest.raises(MissingCredentials) as caught:
        remote_of({"GENESYS_CLIENT_ID": "id"})
    assert str(caught.value) == (
        "GENESYS_CLIENT_SECRET is not set, but GENESYS_CLIENT_ID is\n"
        "    next: set GENESYS_CLIENT_SECRET for Genesys Cloud, or unset GENESYS_CLIENT_ID for the local org"
    )
