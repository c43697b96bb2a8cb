"""How a data set can fail to be there."""

from pathlib import Path


class DatasetUnavailable(OSError):
    """A data set that this machine cannot open as it stands; the sentence says what to do."""


class DatasetMissing(DatasetUnavailable):
    """Its files are neither there nor could they be downloaded."""

    def __init__(self, title: str, files: Path, source: str, reason: object = None) -> None:
        """
        Args:
            title: Of the data set.
            files: That were expected.
            source: Where a person gets them.
            reason: Why the download failed; none where nothing was tried.
        """
        tried = f" (a download failed: {reason})" if reason else ""
        super().__init__(
            f"{title} is not on this machine{tried}; expected {files}: put it there from {source}, "
            "or name another data folder in PAYSAGE_DATA_DIR."
        )


class DatasetRefused(DatasetUnavailable):
    """A data set that a package brings, and that nobody can train on as it is."""

    def __init__(self, title: str, loader: str, fault: str) -> None:
        """
        Args:
            title: Of the data set.
            loader: That gave it.
            fault: Which split, what was expected, what came.
        """
        super().__init__(
            f"{title}, as {loader} loads it, cannot be used: {fault}. "
            "Mend it in its package, restart, and train again."
        )


class DatasetDamaged(DatasetUnavailable):
    """A file is there and is not the right one."""

    def __init__(self, title: str, file: Path, detail: str) -> None:
        super().__init__(
            f"{title} cannot be read: {file} is damaged or another file ({detail}); "
            "delete it and put the original there."
        )
