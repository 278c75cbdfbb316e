"""The files of docs/deploy say what the image and the app know, and give nothing away."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.cli import main
from scoring.store import open_store
from scoring.ui import serve
from tests.deploy import dockerfile
from tests.deploy.dockerfile import ROOT

FOLDER = ROOT / "docs" / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_may_more_than_it_needs(name: str) -> None:
    """None writes to itself, has a capability, can gain one, or takes the whole machine."""
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "cpus", "pids_limit"} <= set(service)
    assert not {"privileged", "cap_add", "user", "devices", "pid", "ipc"} & set(service)


def test_only_the_proxy_is_reached_from_outside() -> None:
    """The app has no port of the machine and a network without a way out."""
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert SERVICES["app"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_the_files_it_names_are_there() -> None:
    """It builds the Dockerfile of the project, and mounts what lies beside it."""
    assert (FOLDER / SERVICES["app"]["build"] / "Dockerfile").resolve() == ROOT / "Dockerfile"
    mounted = [one.partition(":")[0] for one in SERVICES["proxy"]["volumes"]]
    assert mounted == ["./nginx.conf", "./tls"]
    assert (FOLDER / "nginx.conf").is_file()


def test_what_is_kept_lies_where_the_user_of_the_image_may_write() -> None:
    """Store and copies are volumes over folders that the Dockerfile gives to that user."""
    made = " ".join(step.rest for step in dockerfile.read() if step.word == "RUN")
    for service in ("app", "backup"):
        for volume in SERVICES[service]["volumes"]:
            name, _, place = volume.partition(":")
            assert name in COMPOSE["volumes"]
            assert f" {place}" in made.partition("install -d")[2]
    assert SERVICES["app"]["environment"]["BELLWETHER_STORE"].startswith("/store/")


@pytest.mark.slow
def test_the_nightly_copy_is_made(tmp_path: Path) -> None:
    """Its very command, with folders for the places of the image, makes a copy that is sound."""
    for folder in ("store", "backup"):
        (tmp_path / folder).mkdir()
    open_store(tmp_path / "store" / "bellwether.db")
    shell, told, script = SERVICES["backup"]["command"]
    for old, new in (
        ("$$", "$"),
        ("/store/", f"{tmp_path}/store/"),
        ("/backup/", f"{tmp_path}/backup/"),
        ("python ", f"{sys.executable} "),
    ):
        assert old in script
        script = script.replace(old, new)
    subprocess.run([shell, told, script], cwd=ROOT, check=True, capture_output=True)
    (copy,) = (tmp_path / "backup").glob("*.db")
    assert main(["store", "--store", str(copy), "check"]) == 0


class UnitFile(configparser.RawConfigParser):
    """Keys as they are written: systemd tells capitals from small letters."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit() -> dict[str, str]:
    parser = UnitFile(strict=False)
    parser.read(FOLDER / "bellwether.service", encoding="utf-8")
    return dict(parser["Service"])


def test_the_service_runs_the_same_command_as_the_image() -> None:
    """On a plain server the module is the same; it listens to the proxy on this machine alone."""
    service = unit()
    assert " -m scoring.ui.serve --address 127.0.0.1 --port 8501" in service["ExecStart"]
    assert serve.__name__ == "scoring.ui.serve"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert service["StateDirectoryMode"] == "0700"
