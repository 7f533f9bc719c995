# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Bodies of psychosocial support, which is offered again at each review and may be declined (DOMAIN G2)."""

from datetime import date
from typing import Literal

import msgspec

from tbp_casefile.model.texts import Text

SupportAnswer = Literal["yes", "not_now", "stopped"]


class SupportOffer(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Support that the supporter offers; anew at each review and on `again`, unless the answer was yes."""

    title: Text
    text: Text
    again: date | None = None


class SupportResponse(msgspec.Struct, frozen=True, rename="camel"):
    """What a person or relative says to the offer that `about` names; no reason is asked."""

    what: SupportAnswer
    text: Text = ""
