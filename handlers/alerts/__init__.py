"""What is told unasked: one file a kind, and its line in KINDS."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from handlers.alerts.alarm import alarm, alarm_unattended
from handlers.alerts.broadcast import broadcast
from handlers.alerts.campaign_update import campaign_update
from handlers.alerts.closing_soon import closing_soon
from handlers.alerts.coach import coach
from handlers.alerts.comment_decided import comment_decided
from handlers.alerts.correction import correction
from handlers.alerts.delivered import delivered
from handlers.alerts.document_made import document_made
from handlers.alerts.key_date import key_date
from handlers.alerts.kinds import AlertKind
from handlers.alerts.milestone import milestone
from handlers.alerts.new_petition import new_petition
from handlers.alerts.new_story import new_story
from handlers.alerts.not_sent import not_sent
from handlers.alerts.quiet import quiet
from handlers.alerts.reason_decided import reason_decided
from handlers.alerts.reminder import reminder
from handlers.alerts.reminder_to_sign import reminder_to_sign
from handlers.alerts.response import response
from handlers.alerts.signature_released import signature_released
from handlers.alerts.text_changed import text_changed
from handlers.alerts.to_confirm import to_confirm
from handlers.alerts.to_decide import to_decide
from handlers.alerts.trial import trial
from handlers.alerts.trial_of_broadcast import trial_of_broadcast
from handlers.alerts.victory import victory

KINDS = (
    victory,
    response,
    delivered,
    campaign_update,
    broadcast,
    correction,
    milestone,
    key_date,
    closing_soon,
    new_petition,
    new_story,
    comment_decided,
    reason_decided,
    signature_released,
    text_changed,
    trial,
    trial_of_broadcast,
    to_decide,
    quiet,
    not_sent,
    document_made,
    to_confirm,
    coach,
    reminder_to_sign,
    reminder,
    alarm,
    alarm_unattended,
)


@cache
def all_kinds() -> Mapping[str, AlertKind]:
    """Every kind of alert by its name."""
    return MappingProxyType({kind.name: kind for kind in KINDS})
