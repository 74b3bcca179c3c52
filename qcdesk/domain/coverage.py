"""How a call went along the sales manager's own script, by meaning; the words themselves are never scored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qcdesk.domain.evidence import Quote
from qcdesk.domain.script import Block, Script


class Covered(StrEnum):
    """What became of a block: `UNCALLED`: there was no occasion; `SILENT`: it is not for saying aloud."""

    YES = "yes"
    PARTLY = "partly"
    MISSED = "missed"
    UNCALLED = "uncalled"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class BlockTalk:
    """One block in a call.

    Attributes:
        quotes: the words that cover it, in order of time.
        own_words: it was found by what its stage asks for, not by the phrases of the script.
        instead: what was said in its place, where it was missed.
    """

    block: Block
    covered: Covered
    quotes: tuple[Quote, ...] = ()
    own_words: bool = False
    instead: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """All blocks of one version of a script in one call.

    Attributes:
        order: titles of the blocks that were said, in the order of the call.
        moved: those of them that stand elsewhere in the script.
    """

    call: int
    script: Script
    blocks: tuple[BlockTalk, ...]
    order: tuple[str, ...]
    moved: tuple[str, ...]

    @property
    def asked(self) -> tuple[BlockTalk, ...]:
        """The blocks that this call called for."""
        return tuple(b for b in self.blocks if b.covered not in (Covered.UNCALLED, Covered.SILENT))

    @property
    def missed(self) -> tuple[BlockTalk, ...]:
        """The blocks that were not said."""
        return tuple(b for b in self.blocks if b.covered is Covered.MISSED)

    @property
    def share(self) -> float | None:
        """Share of the blocks called for that were covered at least in part, 0…1; None where none was."""
        asked = self.asked
        return (len(asked) - len(self.missed)) / len(asked) if asked else None
