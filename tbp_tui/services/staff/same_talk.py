# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Writing down that two talks are one, or two: in new forms of one's own, with all that stood there."""

from datetime import datetime

import msgspec

from tbp_casefile.crypto.seals import Random
from tbp_casefile.views import settling
from tbp_casefile.views.same_talk import Thing, ToldTalk
from tbp_casefile.views.settling import NewForm
from tbp_casefile.views.shelf import Shelf
from tbp_tui.services.errors import NotForThisRole
from tbp_tui.sync import identity, outbox
from tbp_tui.vault.store import Vault


def asked(one: ToldTalk) -> tuple[tuple[Thing, Thing], ...]:
    """What can be said of it: whether it is one with what looks like it, else whether its parts are one."""
    return settling.pairs(one, one.maybe) or settling.pairs_within(one)


def write(
    vault: Vault,
    shelf: Shelf,
    member: str,
    one: ToldTalk,
    *,
    same: bool,
    now: datetime,
    random: Random,
    hold_seconds: int,
) -> tuple[str, ...]:
    """Sign and keep it; the ids of the new forms, none where it was said before. Raises NotForThisRole."""
    if not settling.may_settle(shelf, member, asked(one)):
        raise NotForThisRole()
    device = identity.record_key(vault).device_id
    forms = settling.settle(shelf, member, device, asked(one), same=same)
    with vault.transaction():
        return tuple(_write(vault, form, now, random, hold_seconds) for form in forms)


def _write(vault: Vault, form: NewForm, now: datetime, random: Random, hold_seconds: int) -> str:
    record = form.forms[0].record
    row = outbox.write(
        vault,
        scope=record.scope,
        kind=record.kind,
        schema=record.schema,
        body=_with_links(record.body, form),
        at=record.moment,
        now=now,
        random=random,
        entity=record.entity,
        replaces=tuple(one.record.id for one in form.forms),
        about=record.about,
        written_for=record.written_for,
        hold_seconds=hold_seconds,
    )
    return row.id


def _with_links(body: msgspec.Raw, form: NewForm) -> msgspec.Raw:
    """As it was, fields of later versions too; only what it says of other talks is new."""
    said = msgspec.json.decode(body)
    said.pop("links", None)
    if form.links:
        said["links"] = form.links
    return msgspec.Raw(msgspec.json.encode(said))
