"""A student's browser without the browser: speaks Streamlit's websocket protocol and plays frames as the page does."""

import asyncio
import json
import random
import re
from time import perf_counter
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

# A laptop's browser takes so long over a frame.
SECONDS_A_FRAME = 1 / 40
# From the release of a control to the chart's asking for frames, as in the page's own component.
ASK_AFTER_CONTROL = 0.025
ANSWER_WITHIN = 1.5
ANSWER_TAKES = 0.6
SWALLOWED_AFTER = 0.25
STEPS = re.compile(r"Steps \*\*([\d,]+)\*\*")
LARGEST_MESSAGE = 64 * 2**20


class Student:
    """One open page of the playground.

    Attributes
    ----------
    frames : (moment, steps) of each frame that was shown and had training before it, in seconds and SGD steps
    latencies : seconds from the release of a control to the first frame that follows it
    received : bytes since the page was opened
    generation : what the newest message calls the state of the experiment
    """

    def __init__(self, address: str, query: str, seed: int, seconds_a_frame: float = SECONDS_A_FRAME) -> None:
        parts = urlsplit(address)
        self._seconds_a_frame = seconds_a_frame
        self._url, self._query = f"ws://{parts.netloc}/_stcore/stream", query
        self._random = random.Random(seed)
        self._client = f"student{seed}"
        self._widgets: dict[str, WidgetState] = {}
        self._places: dict[str, tuple[str, str]] = {}
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._page_hash = ""
        self._number = self._asked = 0
        self._asking = self._playing = self._leaves = False
        self.generation: object = None
        self._waiting: asyncio.Queue[dict] = asyncio.Queue()
        self._released: float | None = None
        self._old_generation: object = None
        self._watchdog: asyncio.TimerHandle | None = None
        self._steps = 0
        self.period = 0.0
        self._drawn = asyncio.Event()
        self.frames: list[tuple[float, int]] = []
        self.latencies: list[float] = []
        self.received = 0

    async def open(self) -> None:
        """Open the page and wait for its charts."""
        self._socket: ClientConnection = await connect(
            self._url, max_size=LARGEST_MESSAGE, subprotocols=["streamlit"], compression=None, open_timeout=60
        )
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._play())]
        await self._rerun()
        await asyncio.wait_for(self._drawn.wait(), 120)

    async def press_play(self) -> None:
        """Start the training."""
        await self._use("play", trigger_value=True)

    async def change_setting(self, fragment: bool) -> None:
        """Switch the activation, which runs a fragment, or the learning rate, which runs the page."""
        name, values = ("activation", ("tanh", "ReLU", "sigmoid")) if fragment else ("setting_rate", ("0.1", "0.3"))
        shown = self._widgets.get(name)
        now = shown.string_array_value.data[0] if shown else values[0]
        state = WidgetState()
        state.string_array_value.data.append(self._random.choice([value for value in values if value != now]))
        self._old_generation, self._released = self.generation, perf_counter()
        await self._use(name, state=state)
        await asyncio.sleep(ASK_AFTER_CONTROL)
        await self._ask(ahead=True)

    async def close(self) -> None:
        """Close the page."""
        self._leaves = True
        for task in (*self._tasks, *self._timers.values()):
            task.cancel()
        await self._socket.close()

    async def _use(self, name: str, state: WidgetState | None = None, **values: object) -> None:
        """What the browser sends when a widget is used: a trigger once, a value from now on."""
        identity, fragment = self._places[name]
        once = state is None
        state = WidgetState(**values) if once else state
        state.id = identity
        if not once:
            self._widgets[name] = state
        await self._rerun(fragment, state if once else None)

    async def _rerun(self, fragment: str = "", once: WidgetState | None = None, timed: bool = False) -> None:
        if self._leaves:
            return
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_script_hash, run.fragment_id = self._query, self._page_hash, fragment
        run.is_auto_rerun = timed
        run.context_info.color_scheme, run.context_info.timezone = "light", "UTC"
        run.widget_states.widgets.extend(self._widgets.values())
        if once is not None:
            run.widget_states.widgets.append(once)
        await self._socket.send(message.SerializeToString())

    async def _listen(self) -> None:
        async for payload in self._socket:
            self.received += len(payload)
            message = ForwardMsg()
            message.ParseFromString(payload)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
            elif kind == "auto_rerun":
                self._repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            elif kind == "stop_auto_rerun":
                self._stop(message.stop_auto_rerun.fragment_id)
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._take_element(message.delta)

    def _take_element(self, delta: object) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        widget = getattr(element, kind)
        identity = getattr(widget, "id", "")
        if not identity:
            return
        name = re.sub(r":\d+$", "", identity.split("-", 2)[-1])
        self._places[name] = (identity, delta.fragment_id)
        if kind == "bidi_component" and name == "stage":
            self._take_charts(json.loads(widget.bytes))

    def _take_charts(self, message: dict) -> None:
        if message["number"] <= self._number:
            return
        self._number, self._playing, self.period = message["number"], message["playing"], message["period"]
        if message["heard"]["client"] == self._client and message["heard"]["ask"] >= self._asked:
            self._asking = False
        if self._asking:
            self._watch(SWALLOWED_AFTER, 0)
        if message["generation"] != self.generation or not self._playing:
            while not self._waiting.empty():
                self._waiting.get_nowait()
        self.generation = message["generation"]
        self._waiting.put_nowait(message)
        self._drawn.set()
        if self._released is not None and message["generation"] == self._old_generation:
            self._again = asyncio.ensure_future(self._ask(ahead=True))  # made before the control was used

    async def _play(self) -> None:
        """Frames one after the other; the next message is asked for when its predecessor begins to be played."""
        while True:
            message = await self._waiting.get()
            if message["period"] <= ANSWER_TAKES:
                await self._ask()
            else:
                later = asyncio.get_running_loop().call_later
                later(message["period"] - ANSWER_TAKES, self._ask_later, message["number"])
            found = STEPS.search(message["texts"]["readout"])
            steps = int(found[1].replace(",", ""))
            trained = message["playing"] and steps != self._steps
            seconds = max(self._seconds_a_frame, message["period"] / len(message["frames"]))
            for number in range(len(message["frames"])):
                await asyncio.sleep(seconds if number else self._seconds_a_frame)
                if message["generation"] != self.generation:
                    break
                now = perf_counter()
                if trained:
                    self.frames.append((now, steps))
                if self._released is not None and message["generation"] != self._old_generation:
                    self.latencies.append(now - self._released)
                    self._released = None
            self._steps = steps
            if message["generation"] == self.generation:
                await asyncio.sleep(seconds - self._seconds_a_frame)

    async def _ask(self, ahead: bool = False) -> None:
        if not self._playing or self._asking or (not ahead and not self._waiting.empty()):
            return
        self._asking = True
        self._asked += 1
        await self._send_ask()

    async def _send_ask(self, repeated: int = 0) -> None:
        identity, fragment = self._places["stage"]
        turn = {"client": self._client, "has": self._number, "ask": self._asked, "events": []}
        state = WidgetState(json_trigger_value=json.dumps([{"event": "turn", "value": turn}]))
        state.id = f"$$STREAMLIT_INTERNAL_KEY_{identity}__events"
        await self._rerun(fragment, state)
        patience = (ANSWER_WITHIN + self.period) * 2 ** min(repeated, 4)
        self._watch(patience, repeated + 1)

    def _watch(self, patience: float, repeated: int) -> None:
        if self._watchdog is not None:
            self._watchdog.cancel()
        self._watchdog = asyncio.get_running_loop().call_later(patience, self._ask_again, self._asked, repeated)

    def _ask_later(self, number: int) -> None:
        if number == self._number and not self._socket.close_code:
            self._later = asyncio.ensure_future(self._ask())

    def _ask_again(self, asked: int, repeated: int) -> None:
        if self._asking and self._asked == asked and not self._socket.close_code:
            self._again = asyncio.ensure_future(self._send_ask(repeated))

    def _repeat(self, fragment: str, seconds: float) -> None:
        """A fragment that the page renews by itself."""
        self._stop(fragment)

        async def run() -> None:
            while True:
                await asyncio.sleep(seconds)
                await self._rerun(fragment, timed=True)

        self._timers[fragment] = asyncio.create_task(run())

    def _stop(self, fragment: str) -> None:
        if fragment in self._timers:
            self._timers.pop(fragment).cancel()
