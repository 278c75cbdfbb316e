"""What `STREAMLIT_…` variables say holds on a server as it does under `streamlit run`.

There the command line reads them; an app for an ASGI server gets the settings file alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from streamlit import config

from scoring.errors import CommandError

_YES, _NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})
_WATCHER = "server.fileWatcherType"


def read(text: str, kind: type, several: bool) -> object:
    """The value of an option as its variable writes it: several words stand with spaces between.

    Raises: ValueError where the text is none of the kind.
    """
    if several:
        return text.split()
    if kind is bool:
        if text.lower() not in _YES | _NO:
            raise ValueError(text)
        return text.lower() in _YES
    if kind in (int, float):
        return kind(text)
    return text


def set_from(environment: Mapping[str, str]) -> None:
    """Set every option of Streamlit's that a variable names; changes of files are not watched for.

    Raises: CommandError for a variable that cannot be read.
    """
    known = config.get_config_options()
    config.set_option(_WATCHER, "none")
    for name, option in known.items():
        text = environment.get(option.env_var)
        if text is None:
            continue
        try:
            config.set_option(name, read(text, option.type, option.multiple))
        except ValueError as fault:
            raise CommandError(
                f"{option.env_var} is '{text}', which {name} cannot be",
                fix="see what `streamlit config show` says of it",
            ) from fault
