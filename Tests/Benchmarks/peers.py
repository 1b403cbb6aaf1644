#!/usr/bin/env python3
"""Measures this engine beside Yrs, Loro and Automerge, and writes Results.md next to this file.

    python3 Tests/Benchmarks/peers.py [--traces DIR] [--runs N] [--only NAME]

It builds our `Benchmarks`, makes a virtual environment in a temporary folder, has pip fetch the
peers' Python wheels into it, and goes through the editing traces. For each trace and run it starts
ours, then each peer, one process at a time, so that all of them meet the same weather on the
machine. A ratio is theirs / ours within one run; what is shown is the median over the runs. Above 1
means that ours took less.

--traces  the folder of *.json.gz traces; by default shared/traces beside the repository
--runs    how many runs; some peers take part in the first one only
--only    the name of one trace or of one peer; then Results.md is left as it is
"""

from __future__ import annotations

import argparse
import datetime
import gc
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

WHEELS = ["pycrdt==0.14.13", "loro==1.17.1", "automerge==1.0.0rc1"]
TRACES = [
    "automerge-paper",
    "sveltecomponent",
    "json-crdt-blog-post",
    "friendsforever",
    "node_nodecc",
]
PEERS = ["Yrs", "Yrs (collecting)", "Loro", "Automerge"]
FIRST_RUN_ONLY = {"Yrs (collecting)", "Automerge"}
REPOSITORY = Path(__file__).resolve().parents[2]
TIME_LIMIT = 240
COPIES = 40

Patch = tuple[int, int, str]
Result = dict[str, Any]


# Traces


class Step:
    """One transaction of a concurrent trace, as replicas that talk to each other would make it."""

    def __init__(
        self, replica: int, fork_of: int | None, missing: list[int], patches: list[Patch]
    ) -> None:
        self.replica = replica
        self.fork_of = fork_of
        self.missing = missing
        self.patches = patches


class Trace:
    """An editing trace; the README beside the traces tells of the format."""

    def __init__(self, path: Path) -> None:
        with gzip.open(path) as file:
            content = json.load(file)
        self.text: str = content["endContent"]
        self.is_concurrent: bool = content.get("kind") == "concurrent"
        self.transactions: list[list[Patch]] = [
            [(position, deleted, inserted) for position, deleted, inserted in one["patches"]]
            for one in content["txns"]
        ]
        self.edits = sum(len(patches) for patches in self.transactions)
        self.parents: list[list[int]] = [one.get("parents", []) for one in content["txns"]]
        self.agents: list[int] = [one.get("agent", 0) for one in content["txns"]]

    def in_bytes(self) -> list[list[Patch]]:
        """The transactions with positions and lengths in UTF-8 bytes; for sequential traces."""
        if self.text.isascii():
            return self.transactions
        text: list[str] = []
        result: list[list[Patch]] = []
        for patches in self.transactions:
            converted: list[Patch] = []
            for position, deleted, inserted in patches:
                end = position + deleted
                converted.append(
                    (
                        len("".join(text[:position]).encode()),
                        len("".join(text[position:end]).encode()),
                        inserted,
                    )
                )
                text[position:end] = inserted
            result.append(converted)
        return result

    def steps(self) -> list[Step]:
        """Who makes which transaction where, each upon exactly its own past.

        Where every author's work is one line, an author is a replica. Otherwise a replica is a
        branch: the last child of a transaction goes on with its replica, the others fork it.
        """
        past: list[int] = []
        for parents in self.parents:
            known = 0
            for parent in parents:
                known |= past[parent] | 1 << parent
            past.append(known)
        return self._steps_of_agents(past) or self._steps_of_branches(past)

    def _steps_of_agents(self, past: list[int]) -> list[Step] | None:
        known: dict[int, int] = {}
        steps: list[Step] = []
        for index, agent in enumerate(self.agents):
            has = known.get(agent, 0)
            if has & ~past[index]:
                return None
            missing = _bits(past[index] & ~has)
            steps.append(Step(agent, None, missing, self.transactions[index]))
            known[agent] = past[index] | 1 << index
        return steps

    def _steps_of_branches(self, past: list[int]) -> list[Step]:
        last_child: dict[int, int] = {}
        for index, parents in enumerate(self.parents):
            for parent in parents:
                last_child[parent] = index
        standing: dict[int, int] = {}
        count = 0
        steps: list[Step] = []
        for index, parents in enumerate(self.parents):
            base = next((one for one in parents if last_child[one] == index), None)
            fork_of: int | None = None
            if base is not None:
                replica = standing[base]
            else:
                replica, count = count, count + 1
                base = parents[0] if parents else None
                fork_of = None if base is None else standing[base]
            has = 0 if base is None else past[base] | 1 << base
            missing = _bits(past[index] & ~has)
            steps.append(Step(replica, fork_of, missing, self.transactions[index]))
            standing[index] = replica
        return steps


def _bits(number: int) -> list[int]:
    """The places of the bits that are set, lowest first."""
    places: list[int] = []
    while number:
        lowest = number & -number
        places.append(lowest.bit_length() - 1)
        number ^= lowest
    return places


# Peers. Their modules are imported where they are used: this file also runs without them.


class Recorder:
    """Takes down the updates of local commits while it is told to."""

    def __init__(self) -> None:
        self.updates: list[bytes] = []
        self.is_recording = False


class Peer:
    """A library under measurement, by the thinnest way its wheel offers."""

    # The most edits that a single transaction holds within bearable time.
    largest_transaction = 1_000_000

    def prepared(self, trace: Trace) -> list[list[Patch]]:
        """The transactions in the library's own units."""
        return trace.transactions

    def new(self, replica: int) -> Any:
        """An empty replica; 0 is for one that only receives."""
        raise NotImplementedError

    def fork(self, document: Any, replica: int) -> Any:
        """Another replica with the same content."""
        copy = self.new(replica)
        self.receive(copy, self.history(document))
        return copy

    def edit(self, document: Any, transactions: Sequence[Sequence[Patch]]) -> None:
        """Makes the edits as local ones, with a commit after each transaction."""
        raise NotImplementedError

    def call(self, document: Any, transactions: Sequence[Sequence[Patch]]) -> None:
        """Calls the binding as often as `edit`, with the least work: its floor."""
        raise NotImplementedError

    def watch(self, document: Any, recorder: Recorder) -> Any:
        """Has each local commit tell its update; lasts while the result is held."""
        raise NotImplementedError

    def text(self, document: Any) -> str:
        raise NotImplementedError

    def save(self, document: Any) -> bytes:
        """The document's full history in the form meant for keeping."""
        raise NotImplementedError

    def load(self, saved: bytes) -> Any:
        raise NotImplementedError

    def history(self, document: Any) -> bytes:
        """The full history as one update."""
        raise NotImplementedError

    def receive(self, document: Any, update: bytes) -> None:
        raise NotImplementedError


class Yrs(Peer):
    """pycrdt, by the compiled module under its Python classes. Offsets are UTF-8 bytes."""

    largest_transaction = 100_000

    def __init__(self, is_collecting: bool) -> None:
        from pycrdt import _pycrdt

        self._module = _pycrdt
        self._keeps_deleted = not is_collecting

    def prepared(self, trace: Trace) -> list[list[Patch]]:
        return trace.in_bytes()

    def new(self, replica: int) -> Any:
        document = self._module.Doc(replica + 1, self._keeps_deleted, None)
        transaction = document.create_transaction()
        text = document.get_or_insert_text(transaction, "text")
        transaction.commit()
        transaction.drop()
        return document, text

    def edit(self, document: Any, transactions: Sequence[Sequence[Patch]]) -> None:
        begin, text = document[0].create_transaction, document[1]
        insert, remove = text.insert, text.remove_range
        for patches in transactions:
            transaction = begin()
            for position, deleted, inserted in patches:
                if deleted:
                    remove(transaction, position, deleted)
                if inserted:
                    insert(transaction, position, inserted)
            transaction.commit()
            transaction.drop()

    def call(self, document: Any, transactions: Sequence[Sequence[Patch]]) -> None:
        begin, length = document[0].create_transaction, document[1].len
        for patches in transactions:
            transaction = begin()
            for _, deleted, inserted in patches:
                if deleted:
                    length(transaction)
                if inserted:
                    length(transaction)
            transaction.commit()
            transaction.drop()

    def watch(self, document: Any, recorder: Recorder) -> Any:
        def take(event: Any) -> None:
            # Called for received updates too; one that is not asked for is never encoded.
            if recorder.is_recording:
                recorder.updates.append(event.update)

        return document[0].observe(take)

    def text(self, document: Any) -> str:
        transaction = document[0].create_transaction()
        text: str = document[1].get_string(transaction)
        transaction.drop()
        return text

    def save(self, document: Any) -> bytes:
        return self.history(document)

    def load(self, saved: bytes) -> Any:
        document = self.new(0)
        self.receive(document, saved)
        return document

    def history(self, document: Any) -> bytes:
        transaction = document[0].create_transaction()
        update: bytes = document[0].get_update(transaction, b"\0")
        transaction.drop()
        return update

    def receive(self, document: Any, update: bytes) -> None:
        transaction = document[0].create_transaction()
        document[0].apply_update(transaction, update)
        transaction.commit()
        transaction.drop()


class Loro(Peer):
    """loro, with positions in Unicode scalars."""

    def __init__(self) -> None:
        import loro

        self._module = loro

    def new(self, replica: int) -> Any:
        document = self._module.LoroDoc()
        document.peer_id = replica + 1
        return document, document.get_text("text")

    def edit(self, document: Any, transactions: Sequence[Sequence[Patch]]) -> None:
        commit, insert, delete = document[0].commit, document[1].insert, document[1].delete
        for patches in transactions:
            for position, deleted, inserted in patches:
                if deleted:
                    delete(position, deleted)
                if inserted:
                    insert(position, inserted)
            commit()

    def call(self, document: Any, transactions: Sequence[Sequence[Patch]]) -> None:
        commit, is_empty = document[0].commit, document[1].is_empty
        for patches in transactions:
            for _, deleted, inserted in patches:
                if deleted:
                    is_empty()
                if inserted:
                    is_empty()
            commit()

    def watch(self, document: Any, recorder: Recorder) -> Any:
        def take(update: bytes) -> bool:
            if recorder.is_recording:
                recorder.updates.append(update)
            return True

        return document[0].subscribe_local_update(take)

    def text(self, document: Any) -> str:
        text: str = document[1].to_string()
        return text

    def save(self, document: Any) -> bytes:
        saved: bytes = document[0].export(self._module.ExportMode.Snapshot())
        return saved

    def load(self, saved: bytes) -> Any:
        document = self.new(0)
        self.receive(document, saved)
        return document

    def history(self, document: Any) -> bytes:
        nothing = self._module.VersionVector()
        update: bytes = document[0].export(self._module.ExportMode.Updates(nothing))
        return update

    def receive(self, document: Any, update: bytes) -> None:
        document[0].import_(update)


class Automerge(Peer):
    """automerge, by its low-level module.

    The binding takes changes only within a sync message, so an update here is one that carries
    nothing else. Text goes in and out scalar by scalar: it has no splice.
    """

    def __init__(self) -> None:
        import automerge.core

        self._module = automerge.core
        base = self._module.Document(bytes(16))
        with base.transaction() as transaction:
            self._text = transaction.put_object(
                self._module.ROOT, "text", self._module.ObjType.Text
            )
        self._base = base.save()

    def new(self, replica: int) -> Any:
        document = self._module.Document.load(self._base)
        document.set_actor((replica + 1).to_bytes(16, "big"))
        return document

    def edit(self, document: Any, transactions: Sequence[Sequence[Patch]]) -> None:
        text, string = self._text, self._module.ScalarType.Str
        for patches in transactions:
            with document.transaction() as transaction:
                insert, delete = transaction.insert, transaction.delete
                for position, deleted, inserted in patches:
                    for _ in range(deleted):
                        delete(text, position)
                    for scalar in inserted:
                        insert(text, position, string, scalar)
                        position += 1

    def call(self, document: Any, transactions: Sequence[Sequence[Patch]]) -> None:
        text = self._text
        for patches in transactions:
            with document.transaction() as transaction:
                length = transaction.length
                for _, deleted, inserted in patches:
                    for _ in range(deleted + len(inserted)):
                        length(text)

    def watch(self, document: Any, recorder: Recorder) -> Any:
        return _AutomergeWatch(self, document, recorder)

    def text(self, document: Any) -> str:
        text: str = document.text(self._text)
        return text

    def save(self, document: Any) -> bytes:
        saved: bytes = document.save()
        return saved

    def load(self, saved: bytes) -> Any:
        return self._module.Document.load(saved)

    def history(self, document: Any) -> bytes:
        return self.message(document.get_changes([]))

    def message(self, changes: Sequence[Any]) -> bytes:
        """A sync message (type 0x42) that names no heads, needs or haves, with the changes."""
        parts = [b"\x42\0\0\0", _variable_length(len(changes))]
        for change in changes:
            encoded = bytes(change.bytes)
            parts += [_variable_length(len(encoded)), encoded]
        return b"".join(parts)

    def receive(self, document: Any, update: bytes) -> None:
        message = self._module.Message.decode(update)
        document.receive_sync_message(self._module.SyncState(), message)


class _AutomergeWatch:
    """Asks for the changes since it last asked; the binding has no events."""

    def __init__(self, peer: Automerge, document: Any, recorder: Recorder) -> None:
        self._peer = peer
        self._document = document
        self._recorder = recorder
        self._heads = document.get_heads()

    def skip(self) -> None:
        self._heads = self._document.get_heads()

    def poll(self) -> None:
        changes = self._document.get_changes(self._heads)
        self._recorder.updates += [self._peer.message([change]) for change in changes]
        self.skip()


def _variable_length(number: int) -> bytes:
    """Unsigned LEB128."""
    result = bytearray()
    while number > 127:
        result.append(number & 127 | 128)
        number >>= 7
    result.append(number)
    return bytes(result)


def peer_named(name: str) -> Peer:
    if name == "Loro":
        return Loro()
    if name == "Automerge":
        return Automerge()
    return Yrs(is_collecting=name != "Yrs")


# Measuring one peer on one trace, in a process of its own


def median_time(
    runs: int, body: Callable[[], Any], before: Callable[[], Any] | None = None
) -> tuple[float, Any]:
    """The median time in milliseconds after a warm-up, and the last result; stops after 4 s."""
    times: list[float] = []
    last: Any = None
    began = time.perf_counter()
    for run in range(runs + 1):
        argument = [before()] if before else []
        start = time.perf_counter()
        value = body(*argument)
        duration = (time.perf_counter() - start) * 1000
        last = value  # What the previous run made is let go outside the measured time.
        if run > 0 or duration > 2000:
            times.append(duration)
        if time.perf_counter() - began > 4 and times:
            break
    return statistics.median(times), last


class Measurement:
    """All measures of one peer on one trace."""

    def __init__(self, peer: Peer, trace: Trace) -> None:
        self._peer = peer
        self._trace = trace
        self._texts: list[str] = []
        self.result: Result = {}

    def run(self, saved_path: Path) -> Result:
        peer, result = self._peer, self.result
        document, updates = self._live() if self._trace.is_concurrent else self._replayed()
        history = peer.history(document)

        def merged() -> Any:
            copy = peer.new(0)
            peer.receive(copy, history)
            return copy, peer.text(copy)

        result["merge_ms"], (copy, text) = median_time(9, merged)
        self._texts.append(text)
        # A copy for each: some peers keep what they once encoded.
        result["save_ms"], saved = median_time(5, lambda fresh: peer.save(fresh[0]), merged)

        def loaded() -> Any:
            copy = peer.load(saved)
            return copy, peer.text(copy)

        result["load_ms"], (copy, text) = median_time(9, loaded)
        self._texts.append(text)
        if len(updates) > 1:

            def received() -> Any:
                replica = peer.new(0)
                receive = peer.receive
                for update in updates:
                    receive(replica, update)
                return replica

            duration, copy = median_time(3, received)
            result["incremental_us"] = duration * 1000 / len(updates)
            self._texts.append(peer.text(copy))
        self._sizes(saved, history)
        saved_path.write_bytes(saved)
        self._compare()
        return result

    def _replayed(self) -> tuple[Any, list[bytes]]:
        peer, result = self._peer, self.result
        transactions = peer.prepared(self._trace)
        whole = [[patch for patches in transactions for patch in patches]]

        def replayed(parts: Sequence[Sequence[Patch]]) -> Any:
            document = peer.new(1)
            peer.edit(document, parts)
            return document

        if len(whole[0]) <= peer.largest_transaction:
            result["replay_once_ms"], document = median_time(3, lambda: replayed(whole))
            result["floor_once_ms"], _ = median_time(3, lambda: peer.call(peer.new(1), whole))
            self._texts.append(peer.text(document))
        result["replay_ms"], document = median_time(3, lambda: replayed(transactions))
        result["floor_ms"], _ = median_time(3, lambda: peer.call(peer.new(1), transactions))
        self._texts.append(peer.text(document))

        document, recorder = peer.new(1), Recorder()
        watch = peer.watch(document, recorder)
        recorder.is_recording = True
        if isinstance(watch, _AutomergeWatch):
            peer.edit(document, transactions)
            watch.poll()
        else:
            for patches in transactions:
                peer.edit(document, [patches])
        return document, recorder.updates

    def _live(self) -> tuple[Any, list[bytes]]:
        """The transactions as replicas make them that send each other every change."""
        steps = self._trace.steps()
        self.result["replicas"] = len({step.replica for step in steps})
        duration, (document, updates) = median_time(3, lambda: self._exchange(steps))
        self.result["live_ms"] = duration
        self._texts.append(self._peer.text(document))
        return document, updates

    def _exchange(self, steps: list[Step]) -> tuple[Any, list[bytes]]:
        peer = self._peer
        replicas: dict[int, Any] = {}
        watches: dict[int, Any] = {}
        recorder = Recorder()
        updates = recorder.updates
        document: Any = None
        for index, step in enumerate(steps):
            if step.replica not in replicas:
                number = step.replica + 1
                made = (
                    peer.new(number)
                    if step.fork_of is None
                    else peer.fork(replicas[step.fork_of], number)
                )
                replicas[step.replica] = made
                watches[step.replica] = peer.watch(made, recorder)
            document = replicas[step.replica]
            watch = watches[step.replica]
            recorder.is_recording = False
            for other in step.missing:
                peer.receive(document, updates[other])
            recorder.is_recording = True
            if isinstance(watch, _AutomergeWatch):
                watch.skip()
                peer.edit(document, [step.patches])
                watch.poll()
            else:
                peer.edit(document, [step.patches])
            if len(updates) != index + 1:
                raise ValueError(f"transaction {index} made {len(updates) - index} updates")
        return document, updates

    def _sizes(self, saved: bytes, history: bytes) -> None:
        duration, deflated = median_time(3, lambda: zlib.compress(saved, 9))
        self.result["save_bytes"] = len(saved)
        self.result["save_deflated_bytes"] = len(deflated)
        self.result["save_deflated_ms"] = self.result["save_ms"] + duration
        self.result["history_bytes"] = len(history)
        candidates = [saved, deflated, history, zlib.compress(history, 9)]
        self.result["smallest_bytes"] = min(len(candidate) for candidate in candidates)

    def _compare(self) -> None:
        """Whether all texts agree with each other, and with the trace's own."""
        expected = self._trace.text
        self.result["text_agrees"] = len(set(self._texts)) == 1
        self.result["text_matches"] = all(text == expected for text in self._texts)
        self.result["length_matches"] = all(len(text) == len(expected) for text in self._texts)


def resident() -> int:
    """The process's resident memory in bytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure_memory(peer: Peer, saved: bytes) -> int:
    """Resident memory of one loaded document whose text was read, of many loaded at once."""
    peer.text(peer.load(saved))
    before = resident()
    documents: list[Any] = []
    began = time.perf_counter()
    while len(documents) < COPIES and time.perf_counter() - began < 5:
        documents.append(peer.load(saved))
        peer.text(documents[-1])
    return max(0, resident() - before) // len(documents)


def work(name: str, trace: Path, saved: Path, is_memory: bool) -> None:
    """What a process started for one peer and trace does: prints its measures as JSON."""
    gc.disable()
    if is_memory:
        print(json.dumps({"steady_bytes": measure_memory(peer_named(name), saved.read_bytes())}))
    else:
        print(json.dumps(Measurement(peer_named(name), Trace(trace)).run(saved)))


# Conducting


class Conductor:
    """Runs ours and the peers in turn and keeps what they say."""

    def __init__(self, python: Path, ours: Path, traces: Path, folder: Path) -> None:
        self._python = python
        self._ours = ours
        self._traces = traces
        self._folder = folder
        # results[trace][name] holds one result a run; None where there is none.
        self.results: dict[str, dict[str, list[Result | None]]] = {}

    def run(self, trace: str, names: Sequence[str], run: int) -> None:
        path = self._traces / f"{trace}.json.gz"
        results = self.results.setdefault(trace, {})
        ours = self._started([str(self._ours), "traces", str(path), "--json"])
        if not ours or not ours["final_matches"]:
            raise SystemExit(f"our own engine failed on {trace}: {ours}")
        results.setdefault("ours", []).append(ours)
        for name in names:
            skipped = name in FIRST_RUN_ONLY and run > 0
            results.setdefault(name, []).append(None if skipped else self._peer(name, path))

    def _peer(self, name: str, path: Path) -> Result | None:
        saved = self._folder / "saved"
        command = [str(self._python), __file__, "--work", name, str(path), str(saved)]
        result = self._started(command)
        if result:
            result |= self._started([*command, "--memory"]) or {}
        return result

    @staticmethod
    def _started(command: list[str]) -> Result | None:
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=TIME_LIMIT, check=False
            )
        except subprocess.TimeoutExpired:
            print("  no answer in time", file=sys.stderr)
            return None
        if done.returncode != 0:
            print("  failed: " + done.stderr.strip()[-400:], file=sys.stderr)
            return None
        result: Result = json.loads(done.stdout)
        return result


# Reporting

# What is shown, their key, our key it is compared with, and the unit.
MEASURES: list[tuple[str, str, str, str]] = [
    ("replay, a commit for each transaction", "replay_ms", "replay_ms", "ms"),
    ("… less the binding's floor", "replay_net_ms", "replay_ms", "ms"),
    ("replay, one commit", "replay_once_ms", "replay_ms", "ms"),
    ("… less the binding's floor", "replay_once_net_ms", "replay_ms", "ms"),
    ("live exchange", "live_ms", "live_ms", "ms"),
    ("save", "save_ms", "save_ms", "ms"),
    ("save, ours quick", "save_ms", "quick_save_ms", "ms"),
    ("save, deflated by zlib 9", "save_deflated_ms", "save_ms", "ms"),
    ("saved size", "save_bytes", "save_bytes", "bytes"),
    ("saved size, ours quick", "save_bytes", "quick_save_bytes", "bytes"),
    ("saved size, deflated by zlib 9", "save_deflated_bytes", "save_bytes", "bytes"),
    ("smallest of their forms", "smallest_bytes", "save_bytes", "bytes"),
    ("load", "load_ms", "load_ms", "ms"),
    ("merge of the whole history", "merge_ms", "merge_ms", "ms"),
    ("one update received", "incremental_us", "incremental_us", "µs"),
    ("memory, loaded", "steady_bytes", "steady_bytes", "bytes"),
    ("memory, ours asked for its version too", "steady_bytes", "steady_asked_bytes", "bytes"),
]

NOTES = """\
## How to read it

Theirs / ours, each ratio taken within one run and then the median over the runs: **above 1, ours
took less**. Times are medians within a run too. Automerge and the collecting Yrs take part in the
first run only.

- **Bindings.** Ours is called from Swift, the peers from Python. *The binding's floor* is the time
  of the same loop with as many calls that do next to nothing (a length, an empty commit); the lines
  *less the binding's floor* have it taken off, which is about what the library itself takes.
  Converting the inserted strings is not in the floor. *One update received* holds one or a few such
  calls for each update, a part of a microsecond; the floor was not measured there. Save, load and
  merge are a handful of calls: there it does not show.
- **Replay.** Each edit as a local edit into an empty document. Ours keeps its log and has no
  commits in it; the peers commit after each transaction of the trace, and in another line once at
  the end. That line is left out for Yrs on automerge-paper, where it took 110 s when tried.
- **Live exchange** (concurrent traces): every transaction is a local edit, made at a replica that
  has received what the transaction was made upon, and sent to the others, encoded, one by one. Each
  author is a replica (friendsforever), or each branch is one, forked where the history forks
  (node_nodecc).
- **Save.** Yrs with deleted text kept (`skip_gc`), in its encoding v1 (its wheel has no other);
  Loro's snapshot; Automerge's document. *Smallest of their forms* is the least of that, their
  history as one update, and both deflated. Our file is compressed as it is written, and our time
  holds that: *save* with the thorough effort, for what is kept; *save, ours quick* with the quick
  one, for snapshots, which is the fairer line beside peers that do not compress.
- **Yrs (collecting)** is its default: it throws deleted text away. Its sizes are of less content,
  and Yrs in either form keeps no record of which change was made upon which.
- **Load** holds reading the text once as a string. Ours and Loro leave the history packed until
  something asks for it, and ours trusts its own file; Yrs and Automerge read all of it.
- **Merge** holds decoding and reading the text once. Ours is the history as one bundle.
- **Memory** is the growth of resident memory for each of many documents loaded in a fresh process,
  text read once. Ours reads who wrote what upon what when it is first asked for its version, as an
  exchange with another replica does: the second line is taken after that. A dash means that a
  growth of 0 was read, most likely because memory freed earlier was used again: no ratio then.
- **Automerge** is 1.0.0rc1, the newest on PyPI, pre-releases included. Its binding edits scalar by
  scalar and receives changes within sync messages only, which costs it something in merge and
  updates.
- **diamond-types** is not on PyPI: left out.
- **Texts.** Every document made was compared with the trace's end. Where concurrent insertions meet
  at one place the order is each library's own choice; below a table it says what was found.
"""


def derived(result: Result | None) -> Result | None:
    """With the times less the binding's floor."""
    if result is None:
        return None
    for name, floor in (("replay", "floor"), ("replay_once", "floor_once")):
        if f"{floor}_ms" in result:
            net = max(0.0, result[f"{name}_ms"] - result[f"{floor}_ms"])
            result[f"{name}_net_ms"] = net
    return result


def middle(results: Sequence[Result | None], key: str) -> float | None:
    values = [result[key] for result in results if result and result.get(key)]
    return statistics.median(values) if values else None


def ratio(
    ours: Sequence[Result | None], theirs: Sequence[Result | None], our_key: str, key: str
) -> float | None:
    """The median of theirs / ours over the runs in which both took part."""
    pairs = [
        their[key] / our[our_key]
        for our, their in zip(ours, theirs)
        if our and their and our.get(our_key) and their.get(key) is not None
    ]
    return statistics.median(pairs) if pairs else None


def shown(value: float | None, unit: str) -> str:
    if value is None:
        return "—"
    if unit == "bytes":
        return f"{value:,.0f} B"
    return f"{value:,.{3 if value < 1 else 2 if value < 100 else 0}f} {unit}"


def shown_ratio(value: float | None) -> str:
    return "—" if value is None else f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}"


def rows(results: dict[str, list[Result | None]], names: Sequence[str]) -> list[list[str]]:
    """A line for each measure: its name, ours, then value and ratio for each peer."""
    ours = results["ours"]
    table: list[list[str]] = []
    for title, key, our_key, unit in MEASURES:
        if all(middle(results[name], key) is None for name in names):
            continue
        line = [title, shown(middle(ours, our_key), unit)]
        for name in names:
            line.append(shown(middle(results[name], key), unit))
            line.append(shown_ratio(ratio(ours, results[name], our_key, key)))
        table.append(line)
    return table


def text_verdict(results: Sequence[Result | None]) -> str:
    found = [result for result in results if result]
    if not found:
        return "no result"
    if all(result["text_matches"] for result in found):
        return "right"
    if all(result["text_agrees"] and result["length_matches"] for result in found):
        return "own order of ties, length right"
    if all(result["text_agrees"] for result in found):
        return "own order of ties, all replicas alike, LENGTH DIFFERS"
    return "WRONG"


def console_table(results: dict[str, dict[str, list[Result | None]]], names: list[str]) -> str:
    """All ratios, one line for each trace and measure."""
    width = 46
    lines = ["theirs / ours, above 1 we are ahead".ljust(width) + "ours".rjust(14)]
    lines[0] += "".join(name.rjust(18) for name in names)
    for trace, found in results.items():
        lines.append(trace)
        for line in rows(found, names):
            ratios = "".join(cell.rjust(18) for cell in line[3::2])
            lines.append(("  " + line[0]).ljust(width) + line[1].rjust(14) + ratios)
        verdicts = "".join(text_verdict(found[name]).split(",")[0].rjust(18) for name in names)
        lines.append("  text".ljust(width + 14) + verdicts)
    return "\n".join(lines)


def behind(results: dict[str, dict[str, list[Result | None]]], names: list[str]) -> list[str]:
    """Every measure in which a peer takes less than ours."""
    found: list[str] = []
    for trace, result in results.items():
        for title, key, our_key, _ in MEASURES:
            for name in names:
                value = ratio(result["ours"], result[name], our_key, key)
                if value is not None and value < 1:
                    what = title.replace("…", "replay")
                    found.append(f"{trace}: {what}: {name} {shown_ratio(value)}")
    return found


def report(conductor: Conductor, names: list[str], runs: int) -> str:
    """Results.md."""
    lines = ["# This engine beside Yrs, Loro and Automerge", ""]
    lines += ["Written by `python3 Tests/Benchmarks/peers.py`; run it to write it anew.", ""]
    lines += [f"- {fact}" for fact in surroundings(runs)] + [""]
    lines += ["## Where we are not ahead", ""]
    lines += [f"- {one}" for one in behind(conductor.results, names)] or ["- nowhere"]
    lines += [""]
    for trace, results in conductor.results.items():
        lines += [f"## {trace}", ""]
        lines += ["| measure | ours | " + " | ".join(f"{name} | ratio" for name in names) + " |"]
        lines += ["|---|---:|" + "---:|---:|" * len(names)]
        lines += ["| " + " | ".join(line) + " |" for line in rows(results, names)]
        verdicts = [f"{name} {text_verdict(results[name])}" for name in names]
        lines += ["", "Text: ours right; " + "; ".join(verdicts) + "."]
        replicas = middle(results[names[0]], "replicas")
        if replicas:
            lines += [f"Replicas in the live exchange: {replicas:.0f}."]
        lines += [""]
    return "\n".join(lines) + "\n" + NOTES


def surroundings(runs: int) -> list[str]:
    """Machine, date and versions."""
    model = "unknown"
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    commit = said(["git", "-C", str(REPOSITORY), "rev-parse", "--short", "HEAD"])
    swift = said(["swift", "--version"]).splitlines()
    version = next((line for line in swift if "version" in line), "unknown")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return [
        f"date: {datetime.date.today().isoformat()}",
        f"machine: {model}, {os.cpu_count()} cores, shared; load average at the end {load}",
        f"ours: commit {commit}, {version}, release build",
        f"peers: {', '.join(WHEELS)}, CPython {sys.version.split()[0]}",
        f"runs: {runs}",
    ]


def said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def built() -> Path:
    """Builds our executable and gives its path."""
    command = ["swift", "build", "-c", "release", "--product", "Benchmarks"]
    subprocess.run(command, cwd=REPOSITORY, check=True, stdout=sys.stderr)
    shown_path = subprocess.run(
        [*command, "--show-bin-path"], cwd=REPOSITORY, check=True, capture_output=True, text=True
    )
    return Path(shown_path.stdout.strip()) / "Benchmarks"


def main() -> None:
    if "--work" in sys.argv:
        name, trace, saved = sys.argv[2:5]
        work(name, Path(trace), Path(saved), "--memory" in sys.argv)
        return
    parser = argparse.ArgumentParser(description="Measures this engine beside its peers.")
    parser.add_argument("--traces", type=Path, default=REPOSITORY.parent / "shared" / "traces")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=TRACES + PEERS)
    options = parser.parse_args()
    traces = [options.only] if options.only in TRACES else TRACES
    names = [options.only] if options.only in PEERS else PEERS

    ours = built()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv" / "bin" / "python"
        pip = [str(python), "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
        subprocess.run([*pip, *WHEELS], check=True)
        conductor = Conductor(python, ours, options.traces, folder)
        for trace in traces:
            for run in range(options.runs):
                print(f"{trace}, run {run + 1}", file=sys.stderr)
                conductor.run(trace, names, run)
    for results in conductor.results.values():
        for one in results.values():
            for result in one:
                derived(result)
    print(console_table(conductor.results, names))
    if options.only is None:
        target = Path(__file__).with_name("Results.md")
        target.write_text(report(conductor, names, options.runs), encoding="utf-8")


if __name__ == "__main__":
    main()
