"""Write the description of the service's interface, of which the types of the page are made.

Run as `python requirements/api_description.py FILE`.
"""

import json
import sys
import tempfile
from pathlib import Path

from backend.api.main import create_service, make_services
from backend.contracts.settings import Settings
from backend.store.database import Database


def description() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(state_dir=Path(folder), redis_url="redis://127.0.0.1:1")
        database = Database(settings.database)
        service = create_service(make_services(settings, database))
        database.close()
        return service.openapi()


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(description()))
