"""What all visitors share is kept by the process itself, where no message of a browser reaches it.

Streamlit empties its own caches for everybody as soon as any browser asks for it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class ForAll(Generic[Asked, Answer]):
    """A function whose last answers are kept, at most `most` of them; safe between threads.

    Who asks for what is being worked out waits for it, and works nothing out a second time.
    """

    def __init__(self, work_out: Callable[Asked, Answer], most: int) -> None:
        """Nothing is kept yet."""
        self.__doc__ = work_out.__doc__
        self._work_out, self._most = work_out, most
        self._kept: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self._under_way: dict[tuple[object, ...], threading.Lock] = {}
        self._lock = threading.Lock()

    def __call__(self, *asked: Asked.args, **named: Asked.kwargs) -> Answer:
        """The answer, worked out now if it is not kept. An error is passed on and not kept."""
        key = (*asked, *sorted(named.items()))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            turn = self._under_way.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                answer = self._work_out(*asked, **named)
                with self._lock:
                    self._kept[key] = answer
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            finally:
                with self._lock:
                    self._under_way.pop(key, None)
        return answer

    def __contains__(self, asked: tuple[object, ...]) -> bool:
        """Whether the answer to these arguments is kept."""
        with self._lock:
            return asked in self._kept

    def clear(self, *asked: object) -> None:
        """Forget the answer to these arguments; every answer where there are none."""
        with self._lock:
            if asked:
                self._kept.pop(asked, None)
            else:
                self._kept.clear()


def cached_for_all(most: int) -> Callable[[Callable[Asked, Answer]], ForAll[Asked, Answer]]:
    """Mark a function whose last answers all visitors share."""
    return lambda work_out: ForAll(work_out, most)
