"""The `paysage` command: a client of the service, and its launcher."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from backend.contracts.base import Contract
from backend.contracts.catalog import catalog
from backend.contracts.faults import Fault, faults_of
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run, RunQuery, RunRequest
from backend.contracts.settings import SettingRefused
from backend.contracts.weights import ImportRequest
from frontend.application import Options, StartFailed, settings_of, sign_in_address
from frontend.client import ApiClient, ServiceError, Unreachable
from frontend.connection import ClientSettings, Connection, NoService
from frontend.evaluation_table import lines
from frontend.terminal import Screen, evaluated, follow

USER_ERROR = 2
Asked = TypeVar("Asked", bound=Contract)


class UserError(Exception):
    """What the user can mend, in one sentence."""


REFUSALS = (UserError, NoService, ServiceError, Unreachable, SettingRefused, StartFailed)


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except REFUSALS as error:
        sys.stderr.write(f"paysage: {error}\n")
        return USER_ERROR
    except ValidationError as error:
        sys.stderr.write(f"paysage: {_sentence(faults_of(error))}\n")
        return USER_ERROR
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="paysage", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_up(commands)
    _add_train(commands)
    _add_import(commands)
    runs = _add(commands, "runs", _runs, "list the runs, newest first")
    runs.add_argument("--phase", choices=[phase.value for phase in JobPhase])
    runs.add_argument("--json", action="store_true", help="as one JSON document")
    _add_evaluate(commands)
    shown = _add(commands, "catalog", _catalog, "data sets, networks and methods; needs no service")
    shown.add_argument("--json", action="store_true", help="with all options and their ranges")
    _add(commands, "token", _token, "print a new sign-in link for the service that runs here")
    _add(commands, "migrate", _migrate, "bring the database up to date; `up` does it by itself")
    return parser


def _add(
    commands: Any, name: str, command: Callable[[argparse.Namespace], int], sentence: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=sentence, description=sentence)
    parser.set_defaults(command=command)
    parser.add_argument(
        "--state-dir", type=_folder, help="state folder (default: PAYSAGE_STATE_DIR or the user's)"
    )
    return parser


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("expected the path of a folder, got an empty text")
    return Path(text)


def _add_up(commands: Any) -> None:
    up = _add(commands, "up", _up, "start everything and stay until Ctrl-C")
    up.add_argument("--host", default=Options.host, help="loopback address to listen on")
    up.add_argument("--port", type=int, default=Options.port, help="0 takes any free one")
    up.add_argument("--json", action="store_true", help="print one machine-readable line")
    up.add_argument("--example", action="store_true", help="train the example unless it exists")
    up.add_argument(
        "--demo", action="store_true", help="the example, on a page that plays a tour by itself"
    )


def _add_train(commands: Any) -> None:
    train = _add(commands, "train", _train, "train a recipe and follow it")
    train.add_argument("dataset")
    train.add_argument("network")
    train.add_argument("method")
    train.add_argument("--epochs", type=int, help="length of one plain training")
    train.add_argument("--seed", type=int)
    _add_common(
        train,
        "an option of the method; network.KEY, dataset.KEY and training.KEY for the others",
    )


def _add_import(commands: Any) -> None:
    brought = _add(commands, "import", _import, "publish a network that was trained elsewhere")
    brought.add_argument("file", type=Path, help="safetensors file of its parameters by name")
    brought.add_argument("--network", required=True)
    brought.add_argument("--dataset", required=True)
    brought.add_argument("--epochs", type=int, help="how long it was trained, where that is known")
    _add_common(brought, "network.KEY, dataset.KEY, and training.KEY where that is known")


def _add_common(parser: argparse.ArgumentParser, settable: str) -> None:
    parser.add_argument("--name", help="what the run is called")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=settable)
    parser.add_argument("--json", action="store_true", help="print the finished run as JSON")


def _add_evaluate(commands: Any) -> None:
    sentence = "wait for the evaluation of a run, start it where there is none, print it"
    evaluate = _add(commands, "evaluate", _evaluate, sentence)
    evaluate.add_argument("run", help="its id, as `paysage runs` lists it")
    evaluate.add_argument("--again", action="store_true", help="evaluate once more")
    evaluate.add_argument("--json", action="store_true", help="as one JSON document")


def _up(given: argparse.Namespace) -> int:
    from frontend import launch

    options = Options(
        given.state_dir, given.host, given.port, given.json, given.example, given.demo
    )
    return launch.up(options)


def _train(given: argparse.Namespace) -> int:
    request = _checked(RunRequest, {"recipe": recipe_of(given), "name": given.name})
    with _client(given) as client:
        return _followed(client, client.create_run(request), given)


def _import(given: argparse.Namespace) -> int:
    parts = {"network": given.network, "dataset": given.dataset, "name": given.name}
    if given.epochs is not None:
        parts["epochs"] = given.epochs
    request = _checked(ImportRequest, parts | _assigned(given.set))
    try:
        with _client(given) as client, given.file.open("rb") as file:
            return _followed(client, client.publish_file(file, request), given)
    except OSError as error:
        raise UserError(f"cannot read {given.file}: {error.strerror}") from error


def _followed(client: ApiClient, run: Run, given: argparse.Namespace) -> int:
    """Show a new run until it ends; gives the exit code."""
    screen = Screen(aside=given.json)
    screen.say(f"{run.id} {run.name}")
    if run.notes:
        screen.say(run.notes)
    try:
        run = follow(client, run.id, screen)
    except KeyboardInterrupt:
        screen.close()
        screen.say(f"The training goes on without this command; its run is {run.id}.")
        return 130
    if given.json:
        print(run.model_dump_json(indent=2))
    return 0 if run.phase is JobPhase.COMPLETED else 1


def recipe_of(given: argparse.Namespace) -> Recipe:
    parts: dict[str, Any] = {
        name: getattr(given, name) for name in ("dataset", "network", "method")
    }
    parts |= {n: getattr(given, n) for n in ("epochs", "seed") if getattr(given, n) is not None}
    return _checked(Recipe, parts | _assigned(given.set))


def _checked(kind: type[Asked], parts: dict[str, Any]) -> Asked:
    """What the command asks for, or a sentence that names what is wrong with it."""
    try:
        return kind.model_validate(parts)
    except ValidationError as error:
        raise UserError(_sentence(faults_of(error, parts))) from error


def _assigned(assignments: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Parts of a recipe as `--set` gives them."""
    parts: dict[str, dict[str, Any]] = {}
    places = {"network": "network_options", "dataset": "dataset_options", "training": "training"}
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        if not key or not equals:
            raise UserError(f"--set takes KEY=VALUE, got {assignment!r}")
        prefix, dot, name = key.partition(".")
        place = places.get(prefix) if dot else "options"
        if place is None:
            raise UserError(f"--set {key}: known prefixes are {', '.join(places)}")
        parts.setdefault(place, {})[name or prefix] = _value(text)
    return parts


def _value(text: str) -> Any:
    """JSON where it is JSON, else the text itself."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _runs(given: argparse.Namespace) -> int:
    with _client(given) as client:
        page = client.runs(RunQuery(phase=given.phase, page_size=200))
    if given.json:
        print(page.model_dump_json(indent=2))
        return 0
    for run in page.items:
        print(f"{run.id}  {run.phase.value:<9}  {_done(run):>5}  {run.name}")
    if page.total > len(page.items):
        print(f"and {page.total - len(page.items)} older ones")
    return 0


def _evaluate(given: argparse.Namespace) -> int:
    with _client(given) as client:
        screen = Screen(aside=True)
        try:
            evaluation = evaluated(client, given.run, screen, again=given.again)
        except KeyboardInterrupt:
            screen.say("The evaluation goes on without this command.")
            return 130
    print(evaluation.model_dump_json(indent=2) if given.json else "\n".join(lines(evaluation)))
    return 0 if evaluation.phase is JobPhase.COMPLETED else 1


def _done(run: Run) -> str:
    if run.progress is None:
        return ""
    return f"{100 * run.progress.step // max(run.progress.total_steps, 1)} %"


def _catalog(given: argparse.Namespace) -> int:
    known = catalog()
    if given.json:
        print(known.model_dump_json(indent=2))
        return 0
    for title, entries in (
        ("Data sets", known.datasets),
        ("Networks", known.networks),
        ("Methods", known.methods),
    ):
        print(title)
        for entry in entries:
            print(f"  {entry.name:<14} {entry.sentence}")
    return 0


def _token(given: argparse.Namespace) -> int:
    from frontend import launch

    settings = settings_of(given.state_dir)
    running = Connection.read(settings.state_dir)
    address = ClientSettings().url or (running.url if running else None)
    if address is None:
        raise UserError(f"nothing was ever started in {settings.state_dir}; see `paysage up`")
    print(sign_in_address(address.rstrip("/"), launch.sign_in_secret(settings)))
    return 0


def _migrate(given: argparse.Namespace) -> int:
    from frontend import launch

    launch.migrate_database(settings_of(given.state_dir))
    return 0


def _client(given: argparse.Namespace) -> ApiClient:
    connection = Connection.find(settings_of(given.state_dir))
    return ApiClient(connection.url, connection.token)


def _sentence(found: Sequence[Fault]) -> str:
    first = found[0]
    field = first.pointer.removeprefix("/").replace("/", ".")
    return f"{field}: {first.detail}" if field else first.detail


if __name__ == "__main__":
    sys.exit(main())
