"""A seeded org, made once and copied for each test."""

from pathlib import Path

import pytest

from tests.deploy.world import World, build_template, copy_of


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    return build_template(tmp_path_factory.mktemp("template") / "org.db")


@pytest.fixture
def world(template, tmp_path) -> World:
    return World(copy_of(template, tmp_path))
