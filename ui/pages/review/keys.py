"""The keys of the page of review."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.actions import Shortcut
from ui.keymap import keymap
from ui.texts import _

if TYPE_CHECKING:
    from ui.pages.review.page import ReviewPage

_DIGITS = 10


def titles() -> dict[str, str]:
    """Names of the keymap → what is done, in the user's language and in the order of the list."""
    return {
        "play": _("Play or pause"),
        "back": _("Back 5 seconds"),
        "forward": _("On 5 seconds"),
        "far_back": _("Back 15 seconds"),
        "far_forward": _("On 15 seconds"),
        "slower": _("Slower"),
        "faster": _("Faster"),
        "turn_before": _("Turn before"),
        "turn_after": _("Turn after"),
        "side": _("Hear both sides, one alone, the other alone"),
        "mute": _("Mute"),
        "criterion_before": _("Criterion before"),
        "criterion_after": _("Criterion after"),
        "not_applicable": _("Not applicable"),
        "accept": _("Accept the hint"),
        "play_quote": _("Play the quote with 5 seconds around it"),
        "take_quote": _("Take what plays as a quote"),
        "not_said": _("Mark: was not said"),
        "comment": _("Comment"),
        "flags": _("To what is seen beside the score"),
        "edit": _("Correct the text of the turn that plays"),
        "object": _("Enter the sales manager's objection to an answer of a finished review"),
        "find": _("Find in this call"),
        "undo": _("Undo"),
        "finish": _("Finish and open the next call"),
        "call_before": _("Previous call"),
        "call_after": _("Next call"),
        "list": _("Back to the list"),
    }


def keys_of(page: ReviewPage) -> tuple[Shortcut, ...]:
    """All of them; digits are one line of the list."""
    acts = _acts(page)
    chosen = [Shortcut(keymap().keys(name), title, acts[name]) for name, title in titles().items()]
    digits = [Shortcut((str(n),), "", partial(page.marking.digit, n)) for n in range(_DIGITS)]
    answers = Shortcut(("1", "2"), _("Yes, no; 0–5 on a scale; the number of an option"))
    return (*chosen, answers, *digits)


def _acts(page: ReviewPage) -> dict[str, Callable[[], object]]:
    player, marking = page.sound.player, page.marking
    return {
        "play": player.toggle,
        "back": partial(player.skip, -5),
        "forward": partial(player.skip, 5),
        "far_back": partial(player.skip, -15),
        "far_forward": partial(player.skip, 15),
        "slower": partial(player.faster, -1),
        "faster": partial(player.faster, 1),
        "turn_before": partial(page.move_turn, -1),
        "turn_after": partial(page.move_turn, 1),
        "side": page.sound.sides.next,
        "mute": page.sound.toggle_mute,
        "criterion_before": partial(page.move_criterion, -1),
        "criterion_after": partial(page.move_criterion, 1),
        "not_applicable": marking.not_applicable,
        "accept": marking.accept,
        "play_quote": page.play_quote,
        "take_quote": page.take_quote,
        "not_said": marking.unsaid,
        "comment": page.write_comment,
        "flags": page.go_to_flags,
        "edit": page.edit_turn,
        "object": page.write_objection,
        "find": page.talk.search.setFocus,
        "undo": marking.undo,
        "finish": page.finish,
        "call_before": partial(page.step, -1),
        "call_after": partial(page.step, 1),
        "list": page.back_to_list,
    }
