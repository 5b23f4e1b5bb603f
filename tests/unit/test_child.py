import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.workbook import child
from portal.workbook.child import Died, Exceeded, Finished, Limit, Limits, run
from tests.unit import child_calls

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows")


def test_an_answer_comes_back() -> None:
    assert run(child_calls.echo, "高雄") == Finished("高雄".encode())


def test_each_call_has_a_process_of_its_own() -> None:
    answers = {run(child_calls.process_id) for _ in range(3)}

    assert len(answers) == 3
    assert Finished(str(os.getpid()).encode()) not in answers


def test_the_main_program_is_not_imported_again() -> None:
    assert run(child_calls.main_module) == Finished(b"")


LIMITED: list[tuple[Callable[..., bytes], tuple[object, ...], Limits, Limit]] = [
    (child_calls.fill_memory, (), Limits(), Limit.MEMORY),
    (child_calls.spin, (), Limits(cpu=1), Limit.CPU),
    (child_calls.sleep, (60,), Limits(wall=0.2), Limit.TIME),
    (child_calls.long_answer, (2_000,), Limits(answer=1_000), Limit.ANSWER),
]


@pytest.mark.parametrize(("function", "arguments", "limits", "limit"), LIMITED)
def test_a_child_is_stopped_at_its_limit(
    function: Callable[..., bytes], arguments: tuple[object, ...], limits: Limits, limit: Limit
) -> None:
    assert run(function, *arguments, limits=limits) == Exceeded(limit)


FATAL: list[tuple[Callable[..., bytes], str]] = [
    (child_calls.abort, "killed with 6"),
    (child_calls.leave, "exited with 7"),
    (child_calls.fail, "ValueError: no such thing 沒有"),
    (child_calls.wrong_type, "and not bytes"),
    (child_calls.call_out, "PermissionError: socket."),
    (child_calls.start_process, "PermissionError: subprocess.Popen"),
]


@pytest.mark.parametrize(("function", "reason"), FATAL)
def test_a_child_that_dies_is_an_outcome(function: Callable[..., bytes], reason: str) -> None:
    outcome = run(function)

    assert isinstance(outcome, Died)
    assert reason in outcome.reason


def test_a_function_that_cannot_be_sent_is_an_outcome() -> None:
    assert isinstance(run(lambda: b""), Died)


def test_an_answer_larger_than_any_buffer_arrives_whole() -> None:
    outcome = run(child_calls.long_answer, 4_000_000)

    assert outcome == Finished(b"x" * 4_000_000)


def test_arguments_larger_than_any_buffer_arrive_whole() -> None:
    words = "高雄" * 500_000

    assert run(child_calls.echo, words) == Finished(words.encode())


def handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def children_of_server() -> list[str]:
    process = child._SERVER._process  # pyright: ignore[reportPrivateUsage]
    assert process is not None
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux's /proc")
def test_two_hundred_calls_leave_nothing_behind() -> None:
    run(child_calls.echo, "warm")
    before = handles()
    inside = run(child_calls.open_handles)

    for number in range(200):
        call = (child_calls.echo, "x") if number % 4 else (child_calls.leave,)
        run(*call)

    assert handles() == before
    assert run(child_calls.open_handles) == inside
    assert children_of_server() == []


def test_threads_call_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda n: run(child_calls.echo, str(n)), range(80)))

    assert outcomes == [Finished(str(number).encode()) for number in range(80)]


def test_a_slow_call_does_not_hold_up_another() -> None:
    slow: list[child.Outcome] = []
    thread = threading.Thread(
        target=lambda: slow.append(run(child_calls.sleep, 60, limits=Limits(wall=1)))
    )
    thread.start()

    assert run(child_calls.echo, "quick") == Finished(b"quick")
    assert slow == []

    thread.join()
    assert slow == [Exceeded(Limit.TIME)]


def test_a_server_that_was_killed_is_replaced() -> None:
    run(child_calls.echo, "warm")
    process = child._SERVER._process  # pyright: ignore[reportPrivateUsage]
    assert process is not None
    process.kill()
    process.wait()

    assert run(child_calls.echo, "again") == Finished(b"again")


def test_a_forked_process_has_a_server_of_its_own() -> None:
    script = (
        "import os, sys\n"
        "from portal.workbook.child import Finished, run\n"
        "assert run(str.encode, 'a') == Finished(b'a')\n"
        "worker = os.fork()\n"
        "assert run(str.encode, 'b') == Finished(b'b')\n"
        "if worker:\n"
        "    sys.exit(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))\n"
    )
    root = Path(__file__).parents[2]

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-W", "error", "-c", script],
        check=False,
        capture_output=True,
        cwd=root,
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_without_fork_an_interpreter_answers() -> None:
    call = pickle.dumps((child_calls.echo, ("高雄",)))

    assert child.run_fresh(call, Limits()) == Finished("高雄".encode())


def test_without_fork_time_is_limited_too() -> None:
    call = pickle.dumps((child_calls.sleep, (60,)))

    assert child.run_fresh(call, Limits(wall=0.5)) == Exceeded(Limit.TIME)
