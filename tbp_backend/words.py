# SPDX-FileCopyrightText: 2026 The tbp-tui authors
# SPDX-License-Identifier: EUPL-1.2
"""Codes become sentences for the operator here, and nowhere else."""

from collections.abc import Mapping

from tbp_casefile.errors import TbpError


def _sentences() -> Mapping[str, str]:
    return {}


def sentence(error: TbpError) -> str:
    """What happened and what to do next."""
    return _sentences().get(error.code, str(error))
