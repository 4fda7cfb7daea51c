"""What was asked for last, up to a bound: what was asked for longest ago goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any


class Recent:
    """For all threads of a process. ``most`` gives the bound as it is now, in the unit of ``size_of``; by default each thing counts as one."""

    def __init__(self, most: Callable[[], int], size_of: Callable[[Any], int] = lambda thing: 1):
        self.most, self.size_of = most, size_of
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def get(self, key: Any) -> Any:
        """None of what is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Any, thing: Any) -> None:
        with self._lock:
            self._drop(key)
            self._kept[key] = thing
            self.size += self.size_of(thing)
            while self.size > self.most():
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def _drop(self, key: Any) -> None:
        if key in self._kept:
            self.size -= self.size_of(self._kept.pop(key))
