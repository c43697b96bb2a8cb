"""Who may do what: viewers look, editors change what is theirs, admins change everything."""

from backend.services.errors import NotAllowed
from backend.store.credentials import Identity, Role


def require_editor(identity: Identity) -> None:
    """Only editors and admins start or change anything."""
    if identity.role is Role.VIEWER:
        raise NotAllowed(f"{identity.user} is a viewer; ask an admin for the role of an editor")


def require_owner(identity: Identity, owner: str) -> None:
    """Editors change their own runs, admins everybody's."""
    require_editor(identity)
    if identity.role is not Role.ADMIN and identity.user != owner:
        raise NotAllowed(f"this run belongs to {owner}; only its owner or an admin changes it")
