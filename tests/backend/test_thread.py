# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""The thread through the API: enrol, sign in, read a log that proves itself, answer."""

from tbp_casefile.logstate import Counts, SetAside
from tbp_casefile.model.case import Acknowledgement
from tests.backend.device import TestDevice


def test_a_new_device_reads_logs_that_prove_themselves(person: TestDevice) -> None:
    keys = person.system_keys()
    state, pages = person.verified(person.case, keys)
    entries = [entry for page in pages for entry in page.entries]
    assert not any(isinstance(entry.verdict, SetAside) for entry in entries)
    assert state.seq == len(entries)
    kinds = [entry.signed.record.kind for entry in entries if entry.signed]
    assert kinds[:4] == ["scope", "member", "device", "authority_change"]
    assert kinds.count("package") == 5


def test_an_answer_comes_back_in_the_verified_log(person: TestDevice) -> None:
    keys = person.system_keys()
    state, _ = person.verified(person.case, keys)
    answer = person.record(person.case, "acknowledgement", Acknowledgement("seen"), seen=person.seen(state))
    (result,) = person.push(person.case, [answer])
    assert (result["status"], result["id"]) == ("stored", answer.record.id)
    _, pages = person.verified(person.case, keys)
    last = pages[-1].entries[-1]
    assert (last.seq, last.received, last.jws) == (result["seq"], result["received"], answer.jws)
    assert isinstance(last.verdict, Counts)
