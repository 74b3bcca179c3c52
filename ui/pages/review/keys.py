"""The keys of the page of review."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.actions import Shortcut
from ui.texts import _

if TYPE_CHECKING:
    from ui.pages.review.page import ReviewPage

_DIGITS = 10


def keys_of(page: ReviewPage) -> tuple[Shortcut, ...]:
    """All of them; digits are one line of the list."""
    player, marking = page.sound.player, page.marking
    digits = tuple(Shortcut((str(n),), "", partial(marking.digit, n)) for n in range(_DIGITS))
    return (
        Shortcut(("Space",), _("Play or pause"), player.toggle),
        Shortcut(("J",), _("Back 5 seconds"), partial(player.skip, -5)),
        Shortcut(("L",), _("On 5 seconds"), partial(player.skip, 5)),
        Shortcut(("Shift+J",), _("Back 15 seconds"), partial(player.skip, -15)),
        Shortcut(("Shift+L",), _("On 15 seconds"), partial(player.skip, 15)),
        Shortcut((",",), _("Slower"), partial(player.faster, -1)),
        Shortcut((".",), _("Faster"), partial(player.faster, 1)),
        Shortcut(("[",), _("Turn before"), partial(page.move_turn, -1)),
        Shortcut(("]",), _("Turn after"), partial(page.move_turn, 1)),
        Shortcut(("B",), _("Hear both sides, one alone, the other alone"), page.sound.sides.next),
        Shortcut(("M",), _("Mute"), page.sound.toggle_mute),
        Shortcut(("Up",), _("Criterion before"), partial(page.move_criterion, -1)),
        Shortcut(("Down",), _("Criterion after"), partial(page.move_criterion, 1)),
        Shortcut(("1", "2"), _("Yes, no; 0–5 on a scale; the number of an option")),
        *digits,
        Shortcut(("N",), _("Not applicable"), marking.not_applicable),
        Shortcut(("Return", "Enter"), _("Accept the hint"), marking.accept),
        Shortcut(("P",), _("Play the quote with 5 seconds around it"), page.play_quote),
        Shortcut(("Q",), _("Take what plays as a quote"), page.take_quote),
        Shortcut(("S",), _("Mark: was not said"), marking.unsaid),
        Shortcut(("C",), _("Comment"), page.write_comment),
        Shortcut(("F",), _("To what is seen beside the score"), page.go_to_flags),
        Shortcut(("E",), _("Correct the text of the turn that plays"), page.edit_turn),
        Shortcut(("/", "Ctrl+F"), _("Find in this call"), page.talk.search.setFocus),
        Shortcut(("Ctrl+Z",), _("Undo"), marking.undo),
        Shortcut(("Ctrl+Return", "Ctrl+Enter"), _("Finish and open the next call"), page.finish),
        Shortcut(("Ctrl+Up",), _("Previous call"), partial(page.step, -1)),
        Shortcut(("Ctrl+Down",), _("Next call"), partial(page.step, 1)),
        Shortcut(("Esc",), _("Back to the list"), page.back_to_list),
    )
