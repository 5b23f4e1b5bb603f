"""A bounded store for what is expensive to make; what was not asked for longest goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """At most so many things by key, safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made when there is nothing yet."""
        known = self.found(key)
        if known is not None:
            return known
        made = make()
        self.keep(key, made)
        return made

    def found(self, key: Hashable) -> T | None:
        """What is kept under a key."""
        with self._lock:
            if key not in self._things:
                return None
            self._things.move_to_end(key)
            return self._things[key]

    def keep(self, key: Hashable, thing: T) -> None:
        """Keep something under a key, in the place of what was there."""
        with self._lock:
            self._things[key] = thing
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)

    def __len__(self) -> int:
        """How many things are kept."""
        return len(self._things)
