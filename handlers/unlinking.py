"""Unlinking an account: it goes its own way, and signatures stay where they are."""

from __future__ import annotations

from config.texts import _
from handlers.linking import linked_with, overview
from handlers.router import RowId, route
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import platform_name
from storage.uniting import unlink


@route("unlink", reads=True, private=True)
def ask_to_unlink(turn: Turn, account_id: RowId) -> Reply:
    """Asked once, with what stays where."""
    platform = _platform_of(turn, account_id)
    if platform is None:
        return not_linked(turn)
    return Screen(
        _("Unlink your {platform} account?", platform=platform),
        (
            _("Signatures, comments and shared links stay with this account; none is withdrawn, no count changes."),
            _("Your {platform} account has signed nothing then, and sees nothing of this one.", platform=platform),
            _("Both go on following the same things, with the same settings, each on its own."),
        ),
        rows_of(
            (
                Button(_("Unlink {platform}", platform=platform), to("unlink_now", account_id), Look.DANGER),
                Button(_("Leave it linked"), to("linking")),
            )
        ),
    )


@route("unlink_now", private=True, again="linking")
def unlink_account(turn: Turn, account_id: RowId) -> Reply:
    """The other account becomes somebody of its own."""
    platform = _platform_of(turn, account_id)
    if platform is None or turn.supporter is None or not unlink(turn.store, turn.supporter.id, account_id):
        return not_linked(turn)
    return overview(turn).with_pop_up(_("Your {platform} account is no longer linked.", platform=platform))


def _platform_of(turn: Turn, account_id: int) -> str | None:
    """The app of an account that is linked with this one, and is another."""
    return next((platform_name(each.platform) for each in linked_with(turn) if each.id == account_id), None)


def not_linked(turn: Turn) -> Screen:
    """Unlinked already, erased, or somebody else's: all answered alike."""
    return overview(turn).with_pop_up(_("That account is not linked with this one."))
