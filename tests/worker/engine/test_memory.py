import torch

from worker.engine.memory import Memory

FOUR_BYTES = torch.zeros(1)


def kept(memory: Memory[str]) -> str:
    return "".join(key for key in "abcd" if memory.find(key) is not None)


def test_what_was_not_asked_for_longest_goes_first() -> None:
    memory: Memory[str] = Memory(8)
    memory.keep("a", FOUR_BYTES)
    memory.keep("b", FOUR_BYTES)
    assert memory.find("a") is FOUR_BYTES
    memory.keep("c", FOUR_BYTES)
    assert kept(memory) == "ac"


def test_more_than_the_budget_is_kept_alone() -> None:
    memory: Memory[str] = Memory(8)
    memory.keep("a", FOUR_BYTES)
    memory.keep("b", torch.zeros(10))
    assert kept(memory) == "b"
    memory.keep("c", FOUR_BYTES)
    assert kept(memory) == "c"


def test_a_key_counts_once() -> None:
    memory: Memory[str] = Memory(8)
    for key in "aaab":
        memory.keep(key, FOUR_BYTES)
    assert kept(memory) == "ab"
