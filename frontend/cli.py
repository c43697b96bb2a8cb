"""The `paysage` command: a client of the service, and its launcher."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from backend.contracts.catalog import catalog
from backend.contracts.faults import faults_of
from backend.contracts.number_text import Ambiguous, read_number
from backend.contracts.runs import JobPhase, RunRequest
from backend.contracts.settings import SettingRefused
from backend.contracts.weights import ImportRequest
from frontend.application import Options, StartFailed, settings_of, sign_in_address
from frontend.client import ServiceError, Unreachable
from frontend.connection import ClientSettings, Connection, NoService
from frontend.evaluation_table import lines
from frontend.queue_command import add_queue
from frontend.recipe_arguments import UserError, assigned, checked, recipe_of, sentence
from frontend.run_commands import RUN, add_runs, client_of, followed
from frontend.spelling import spell_what_is_missing
from frontend.terminal import Screen, evaluated

USER_ERROR = 2


REFUSALS = (UserError, NoService, ServiceError, Unreachable, SettingRefused, StartFailed)


def main(arguments: Sequence[str] | None = None) -> int:
    spell_what_is_missing()
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except REFUSALS as error:
        sys.stderr.write(f"paysage: {error}\n")
        return USER_ERROR
    except ValidationError as error:
        sys.stderr.write(f"paysage: {sentence(faults_of(error))}\n")
        return USER_ERROR
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="paysage", description=__doc__)
    parser.add_argument("--version", action="version", version=f"paysage {version('paysage')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_up(commands)
    _add_train(commands)
    _add_import(commands)
    add_runs(commands, _add)
    add_queue(commands, _add)
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


def _whole(text: str) -> int:
    try:
        number = read_number(text)
    except Ambiguous as refusal:
        raise argparse.ArgumentTypeError(str(refusal)) from None
    except ValueError:
        number = None
    if not isinstance(number, int):
        raise argparse.ArgumentTypeError(f"expected a whole number, got {text!r}")
    return number


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("expected the path of a folder, got an empty text")
    return Path(text)


def _add_up(commands: Any) -> None:
    up = _add(commands, "up", _up, "start everything and stay until Ctrl-C")
    up.add_argument("--host", default=Options.host, help="loopback address to listen on")
    up.add_argument("--port", type=_whole, default=Options.port, help="0 takes any free one")
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
    train.add_argument("--epochs", type=_whole, help="length of one plain training")
    train.add_argument("--seed", type=_whole)
    _add_common(
        train,
        "an option of the method; network.KEY, dataset.KEY and training.KEY for the others",
    )


def _add_import(commands: Any) -> None:
    brought = _add(commands, "import", _import, "publish a network that was trained elsewhere")
    brought.add_argument("file", type=Path, help="safetensors file of its parameters by name")
    brought.add_argument("--network", required=True)
    brought.add_argument("--dataset", required=True)
    brought.add_argument(
        "--epochs", type=_whole, help="how long it was trained, where that is known"
    )
    _add_common(brought, "network.KEY, dataset.KEY, and training.KEY where that is known")


def _add_common(parser: argparse.ArgumentParser, settable: str) -> None:
    parser.add_argument("--name", help="what the run is called")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=settable)
    parser.add_argument("--json", action="store_true", help="print the finished run as JSON")


def _add_evaluate(commands: Any) -> None:
    sentence = "wait for the evaluation of a run, start it where there is none, print it"
    evaluate = _add(commands, "evaluate", _evaluate, sentence)
    evaluate.add_argument("run", help=RUN)
    evaluate.add_argument("--again", action="store_true", help="evaluate once more")
    evaluate.add_argument("--json", action="store_true", help="as one JSON document")


def _up(given: argparse.Namespace) -> int:
    from frontend import launch

    options = Options(
        given.state_dir, given.host, given.port, given.json, given.example, given.demo
    )
    return launch.up(options)


def _train(given: argparse.Namespace) -> int:
    request = checked(RunRequest, {"recipe": recipe_of(given), "name": given.name})
    with client_of(given) as client:
        return followed(client, client.create_run(request), given)


def _import(given: argparse.Namespace) -> int:
    parts = {"network": given.network, "dataset": given.dataset, "name": given.name}
    if given.epochs is not None:
        parts["epochs"] = given.epochs
    request = checked(ImportRequest, parts | assigned(given.set))
    try:
        with client_of(given) as client, given.file.open("rb") as file:
            return followed(client, client.publish_file(file, request), given)
    except OSError as error:
        raise UserError(f"cannot read {given.file}: {error.strerror}") from error


def _evaluate(given: argparse.Namespace) -> int:
    with client_of(given) as client:
        screen = Screen(aside=True)
        try:
            evaluation = evaluated(client, given.run, screen, again=given.again)
        except KeyboardInterrupt:
            screen.say("The evaluation goes on without this command.")
            return 130
    print(evaluation.model_dump_json(indent=2) if given.json else "\n".join(lines(evaluation)))
    return 0 if evaluation.phase is JobPhase.COMPLETED else 1


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


if __name__ == "__main__":
    sys.exit(main())
