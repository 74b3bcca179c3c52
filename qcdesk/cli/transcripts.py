"""Commands that recognise calls and show what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qcdesk.cli.session import Session
from qcdesk.domain.events import Event, ItemDone
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.domain.call import Call
    from qcdesk.domain.transcript import Speaker, Transcript
    from qcdesk.services.transcription import Finished


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command(help=_("Transcribe calls on this computer; calls that are done are skipped"))(transcribe)
    app.command(help=_("Show a call: turns, text set aside, metrics of speech"))(show)


def transcribe(
    context: typer.Context,
    ids: Annotated[list[int] | None, typer.Argument(help=_("Numbers of calls"))] = None,
    every: Annotated[
        bool, typer.Option("--all", help=_("All calls that wait; with --again, all calls"))
    ] = False,
    engine: Annotated[str | None, typer.Option(help=_("faster-whisper, openai-whisper or auto"))] = None,
    model: Annotated[str | None, typer.Option(help=_("Name of installed weights, or their path"))] = None,
    language: Annotated[str, typer.Option(help=_("Language spoken in the calls"))] = "ru",
    again: Annotated[
        bool, typer.Option("--again", help=_("Transcribe calls that are done once more"))
    ] = False,
) -> None:
    """Recognises calls one after another; stopped work goes on where it stopped."""
    session: Session = context.obj
    if not ids and not every:
        raise typer.BadParameter(_("name the calls, or say --all"))
    calls = session.desk.calls(list(dict.fromkeys(ids or ())))
    waiting = [c for c in calls if again or _waits(c)]
    # Named calls are tried whatever happened before; a batch leaves alone what crashed the engine twice.
    work = session.desk.transcribe(waiting, engine, model, language, retry_crashed=bool(ids) or again)
    done = session.follow(work, _("Transcribing"), lambda event: _tell(session, event))
    session.note(
        _("Transcribed: {done}, skipped: {skipped}, failed: {failed}").format(
            done=len(done.done), skipped=len(calls) - len(waiting), failed=len(done.failed)
        )
    )
    for call, error in done.failed:
        session.note(f"{call.id}: {error}")
        if session.as_json:
            session.line({"id": call.id, "error": str(error)}, "")
    for call in done.set_aside:
        session.note(
            _(
                "{id}: set aside, recognition of it crashed twice. Try it by itself: qcdesk transcribe {id}"
            ).format(id=call.id)
        )
        if session.as_json:
            session.line({"id": call.id, "set_aside": call.error}, "")
    if done.failed:
        raise typer.Exit(1)


def _tell(session: Session, event: Event) -> None:
    """Prints a call as soon as it is stored, so that a stopped batch has told what it did."""
    from qcdesk.services.transcription import Finished

    if isinstance(event, ItemDone) and isinstance(event.result, Finished):
        session.line(_form(event.result), _line(event.result))


def _waits(call: Call) -> bool:
    return str(call.state) in ("added", "failed")


def _form(done: Finished) -> dict[str, Any]:
    transcript = done.transcript
    return {
        "id": done.call.id,
        "engine": transcript.engine,
        "model": transcript.model,
        "seconds": round(transcript.seconds, 3),
        "audio_s": round(transcript.audio_s, 3),
        "speech_s": round(transcript.speech_s, 3),
        "windows": done.windows,
        "careful": done.careful,
        "kept": done.kept,
    }


def _line(done: Finished) -> str:
    transcript = done.transcript
    return _(
        "{id}: {audio} of recording, {speech} of speech, in {seconds:.1f} s; "
        "{windows} windows, {careful} of them twice"
    ).format(
        id=done.call.id,
        audio=_clock(transcript.audio_s),
        speech=_clock(transcript.speech_s),
        seconds=transcript.seconds,
        windows=done.windows,
        careful=done.careful,
    )


def _clock(seconds: float) -> str:
    from qcdesk.cli.wording import clock

    return clock(seconds)


def show(context: typer.Context, id: Annotated[int, typer.Argument(help=_("Number of the call"))]) -> None:
    """Prints one call."""
    from rich.text import Text

    from qcdesk.cli import forms
    from qcdesk.cli.wording import clock, speaker, table
    from qcdesk.errors import printable

    session: Session = context.obj
    call = session.desk.call(id)
    found = session.desk.transcript(id)
    shown: list[Any] = [printable(call.path)]
    for start, who, said in _said(found) if found else ():
        line = Text(f"{clock(start):>7}  ")
        line.append(f"{speaker(who)}: ", "bold cyan" if who == "sales_manager" else "bold")
        line.append(said)
        shown.append(line)
    if found:
        known = [(_named(name, found), f"{v:.1f}") for name, v in found.metrics.items() if v is not None]
        shown += ["", table((_("Metric"), _("Value")), known)]
        shown += [
            _("Set aside ({reason}): {text}").format(reason=r.reason, text=r.text) for r in found.removed
        ]
    else:
        shown.append(_("Not transcribed yet. Run: qcdesk transcribe {id}").format(id=id))
    began = call.facts.started_at
    day = began.date() if began and not call.facts.started_at_approximate else None
    session.answer({"call": forms.call(call), **forms.transcript(found, day)}, *shown)


def _named(name: str, transcript: Transcript) -> str:
    """The metric, with a mark where it follows from voices that were told apart by their sound."""
    from qcdesk.cli.wording import metric
    from qcdesk.speech.metrics import BY_SIDE

    if transcript.speakers_estimated and name in BY_SIDE:
        return _("{metric} (estimated: one channel)").format(metric=metric(name))
    return metric(name)


def _said(found: Transcript) -> list[tuple[float, Speaker, str]]:
    """Second, speaker and text of turns and sounds of the line, in order of time."""
    from qcdesk.cli.wording import sound
    from qcdesk.domain.transcript import Speaker

    lines = [(t.start, t.speaker, t.text) for t in found.turns]
    lines += [(s.start, Speaker.SYSTEM, sound(s.kind)) for s in found.sounds]
    return sorted(lines, key=lambda line: line[0])
