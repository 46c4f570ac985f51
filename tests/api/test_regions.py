"""Where an environment is."""

from __future__ import annotations

import pytest

from callflows.api import REGIONS, Hosts, UnknownEnvironment, hosts

USW2 = Hosts(api="https://api.usw2.pure.cloud", login="https://login.usw2.pure.cloud")


@pytest.mark.parametrize(("region", "domain"), REGIONS.items())
def test_every_region_by_name_and_by_domain(region: str, domain: str):
    expected = Hosts(api=f"https://api.{domain}", login=f"https://login.{domain}")
    assert hosts(region) == expected
    assert hosts(domain) == expected


@pytest.mark.parametrize(
    "written",
    [
        "US-WEST-2",
        " usw2.pure.cloud ",
        "api.usw2.pure.cloud",
        "https://api.usw2.pure.cloud/",
        "https://login.usw2.pure.cloud",
    ],
)
def test_ways_to_write_a_region(written: str):
    assert hosts(written) == USW2


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://127.0.0.1:8080/", "https://org.test/prefix"])
def test_another_server_serves_both(url: str):
    assert hosts(url) == Hosts(api=url.rstrip("/"), login=url.rstrip("/"))


@pytest.mark.parametrize("wrong", ["", "narnia", "ftp://127.0.0.1", "http://", "pure.cloud"])
def test_anything_else_is_refused_with_the_list(wrong: str):
    with pytest.raises(UnknownEnvironment) as caught:
        hosts(wrong)
    assert str(caught.value).startswith(f"{wrong!r} is not a Genesys Cloud environment")
    assert all(domain in str(caught.value) for domain in REGIONS.values())


def test_credentials_in_a_url_are_refused_and_not_repeated():
    with pytest.raises(UnknownEnvironment) as caught:
        hosts("http://me:hush@127.0.0.1:8080")
    assert "hush" not in str(caught.value)
