# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""`tbp export` as staff run it: told, asked, written; and refused to everybody else."""

import json
from pathlib import Path

from tests.e2e.programs import App, Backend
from tests.services.export.mapping import wrong

LINE = "gebeld 20m slaapt slecht > terugbellen vr 14u"


def contact_person(tmp_path: Path, backend: Backend) -> App:
    """Bas, who has received everything."""
    folder = tmp_path / "bas"
    folder.mkdir()
    app = App(folder)
    assert app.enrol(backend.ticket("contact-2")).code == 0
    assert app.run("sync").code == 0
    return app


def test_what_staff_wrote_down_is_exported_whole_after_a_warning(tmp_path: Path, backend: Backend) -> None:
    bas, folder = contact_person(tmp_path, backend), tmp_path / "out"
    assert bas.run("log", "-", "--agree", stdin=LINE).code == 0
    unasked = bas.run("export", str(folder))
    assert (unasked.code, folder.exists()) == (2, False)
    assert "NIET versleuteld" in unasked.err
    done = bas.run("export", str(folder), "--yes")
    assert (done.code, "NIET versleuteld" in done.err) == (0, True)
    document = json.loads((folder / "klantinteracties.json").read_bytes())
    assert wrong(document) == []
    (contact,) = [one for one in document["klantcontacten"] if "slaapt slecht" in one["inhoud"]]
    (task,) = [
        one for one in document["internetaken"] if {"uuid": one["uuid"]} in contact["leiddeTotInterneTaken"]
    ]
    assert "terugbellen" in task["gevraagdeHandeling"]
    assert task["aanleidinggevendKlantcontact"] == {"uuid": contact["uuid"]}
    assert contact["metadata"]["vervaltOp"].endswith(":00:00Z")
    assert contact["metadata"]["bezorging"] == "device"
    again = bas.run("export", str(folder), "--yes")
    assert (again.code, again.err.count("\n")) == (2, 1)


def test_a_person_exports_nothing(paired: App, tmp_path: Path) -> None:
    refused = paired.run("export", str(tmp_path / "out"), "--yes")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert not (tmp_path / "out").exists()
