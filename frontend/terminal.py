"""What the command line shows: sentences, and the progress of trainings."""

import json
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from backend.contracts.evaluation import Evaluation
from backend.contracts.figures import fixed, percent
from backend.contracts.reading import read
from backend.contracts.runs import EpochResult, Event, EventKind, JobPhase, Run
from backend.contracts.runs import Progress as TrainingProgress
from frontend.client import ApiClient, Unreachable

RECONNECT_SECONDS = 1.0
STARTED_AGAIN = (JobPhase.FAILED, JobPhase.CANCELLED)


class Screen:
    """Bars on a terminal, plain lines elsewhere; `aside` keeps the standard output free."""

    def __init__(self, *, aside: bool = False) -> None:
        self.console = Console(stderr=aside, highlight=False, soft_wrap=True)
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, str] = {}
        self._closed = False

    def say(self, text: str) -> None:
        self.console.print(escape(text))

    def emphasize(self, text: str) -> None:
        self.console.print(f"[bold]{escape(text)}[/bold]")

    @property
    def interactive(self) -> bool:
        return self.console.is_terminal and sys.stdout.isatty()

    def waiting(self, run: Run) -> None:
        """Say why a run is not trained yet, whenever that has changed."""
        told = why_waiting(run)
        if told != self._told.get(run.id):
            self.say(f"{run.name}: {told}")
        self._told[run.id] = told

    def progress(self, run: Run, progress: TrainingProgress) -> None:
        """Move the run's bar; plain output waits for the epochs."""
        if self._closed or not self.console.is_terminal:
            return
        loss = "" if progress.loss is None else f"loss {fixed(progress.loss, 3)}"
        self._started_bars().update(
            self._task(run), completed=progress.step, total=progress.total_steps, loss=loss
        )

    def epoch(self, run: Run, epoch: EpochResult) -> None:
        if not self.console.is_terminal:
            in_all = "" if epoch.total_epochs == run.recipe.epochs else " in all"
            self.say(
                f"{run.name}: epoch {epoch.epoch} of {epoch.total_epochs}{in_all}, "
                f"loss {fixed(epoch.loss, 3)}, test accuracy {percent(epoch.test_accuracy)}"
            )

    def finish(self, run: Run) -> None:
        """End the run's bar and say how it went."""
        if self._bars is not None and run.id in self._tasks:
            self._bars.remove_task(self._tasks.pop(run.id))
        if not self._tasks:
            self._end_bars()
        why = f": {run.failure.sentence}" if run.failure else ""
        self.say(f"{run.name}: {run.phase.value}{why}")
        if run.remark:
            self.say(run.remark)

    def close(self) -> None:
        """Take the bars off the screen, for good."""
        self._closed = True
        self._end_bars()

    def _end_bars(self) -> None:
        bars, self._bars = self._bars, None
        self._tasks.clear()
        if bars is not None:
            bars.stop()

    def _started_bars(self) -> Progress:
        if self._bars is None:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TextColumn("{task.fields[loss]}"),
                TimeRemainingColumn(),
            )
            self._bars = Progress(
                *columns, console=self.console, refresh_per_second=2, transient=True
            )
            self._bars.start()
        return self._bars

    def _task(self, run: Run) -> TaskID:
        if run.id not in self._tasks:
            name = escape(run.name)
            self._tasks[run.id] = self._started_bars().add_task(name, total=None, loss="")
        return self._tasks[run.id]


def follow(
    client: ApiClient, run_id: str, screen: Screen, stopping: Callable[[], bool] = lambda: False
) -> Run:
    """Show a training until its last phase; a service that restarts is waited for."""
    run, seen = client.run(run_id), 0
    while not run.phase.terminal and not stopping():
        try:
            if run.phase is JobPhase.QUEUED:
                screen.waiting(run)
                time.sleep(RECONNECT_SECONDS)
                run = client.run(run_id)
                continue
            for event in client.run_events(run_id, seen):
                seen = event.id
                if stopping() or _show(screen, run, event):
                    break
            run = client.run(run_id)
        except Unreachable:
            pass  # it is being started again
        if not run.phase.terminal and not stopping():
            time.sleep(RECONNECT_SECONDS)
    if not stopping():
        screen.finish(run)
    return run


def why_waiting(run: Run) -> str:
    """Of a queued run, in the page's words."""
    if run.waits_for:
        return f"it starts by itself when {', '.join(run.waits_for)} is done"
    if run.obstacle:
        return run.obstacle
    if run.queue_position:
        return f"number {run.queue_position} in the queue"
    return "it starts as soon as a worker is free"


def evaluated(client: ApiClient, run_id: str, screen: Screen, *, again: bool) -> Evaluation:
    """The evaluation once it has ended; started where there is none, or asked for once more."""
    evaluation = client.evaluation(run_id)
    if again or evaluation.phase is None or evaluation.phase in STARTED_AGAIN:
        evaluation = client.evaluate(run_id)
    told = None
    while evaluation.phase is not None and not evaluation.phase.terminal:
        done = f"{len(evaluation.sets)} of {evaluation.total_sets or '?'} sets of images"
        if done != told:
            why = f"; {evaluation.turn.reason}" if evaluation.turn else ""
            screen.say(f"{evaluation.phase.value}: {done}{why}")
        told = done
        time.sleep(RECONNECT_SECONDS)
        evaluation = client.evaluation(run_id)
    if evaluation.failure is not None:
        screen.say(evaluation.failure.sentence)
    return evaluation


def _show(screen: Screen, run: Run, event: Event) -> bool:
    """Show the event; says whether it is the run's last phase."""
    if event.kind is EventKind.PROGRESS:
        screen.progress(run, read(TrainingProgress, event.data))
    elif event.kind is EventKind.EPOCH:
        screen.epoch(run, read(EpochResult, event.data))
    elif event.kind is EventKind.PHASE:
        return JobPhase(json.loads(event.data)["phase"]).terminal
    return False
