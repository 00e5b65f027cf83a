// The component: messages come in, frames go to the charts one per animation frame, asks and events go out.

const ANSWER_WITHIN = 1500; // milliseconds after which an ask or an event is taken for lost and sent again
const SWALLOWED_AFTER = 250; // the same after another message has come
const ANSWER_TAKES = 0.6; // seconds that a server with many guests needs
const TEXT_EVERY = 200;
const PRESS_AT_MOST = 300; // milliseconds after which a press is a drag, and the charts go on
const PRESS_TO_RERUN = 10; // in which Streamlit sends what a released control has to say
const RERUN_AT_MOST = 600;
const PART_COMES_WITHIN = 3000; // in which a server with many guests answers the choice of another part
const HAND = new Set(["slide", "tap", "drag", "select"]); // kinds of events that a hand makes, and that change something
const instances = new WeakMap();
const reported = new Set();
const clicks = (globalThis.liveChartClicks ??= newClicks()); // when and on which page the last two came
let plotly = null;

function report(error) {
  const text = String(error?.stack ?? error);
  if (!reported.has(text)) console.error("live chart:", error);
  reported.add(text);
}

function loadPlotly(url) {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = resolve;
    script.onerror = () => {
      plotly = null;
      reject(new Error(`${url} could not be loaded`));
    };
    document.head.append(script);
  });
  return plotly;
}

const animationFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

// A transform takes no room, so the margin does.
const larger = (place) => `width: calc(100% / var(--scale)); margin-bottom: calc(${place.height} * (var(--scale) - 1));
      transform: scale(var(--scale)); transform-origin: 0 0;`;

function gridRules(selector, grid, cells) {
  const rules = (place) => {
    const named = new Set(place.areas.match(/[\w-]+/g));
    const left = cells.filter((name) => !named.has(name)).map((name) => `${selector} > :is([data-cell="${name}"], [data-save="${name}"]) { display: none; }`);
    return `${selector} {
      grid-template-columns: ${place.columns}; grid-template-rows: ${place.rows}; grid-template-areas: ${place.areas};
      height: ${place.height}; gap: ${grid.gap};
      ${place === grid.wide && grid.enlarged ? larger(place) : ""}
    }
    ${left.join("\n")}`;
  };
  // "not (min-width)" leaves no gap between the two at fractions of a pixel.
  return `@container live-chart (min-width: ${grid.breakpoint}px) { ${rules(grid.wide)} }
    @container live-chart not (min-width: ${grid.breakpoint}px) {
      ${rules(grid.narrow)}
      ${selector} > .live-chart-text { text-align: left; white-space: normal; line-height: 1.35; }
    }`;
}

function newClicks() {
  const last = [{ at: -Infinity }, { at: -Infinity }];
  document.addEventListener("click", () => last.splice(0, 2, last[1], { at: performance.now(), on: location.pathname }), true);
  return last;
}

class LiveChart {
  constructor(parent) {
    this.client = Math.random().toString(36).slice(2);
    this.parent = parent;
    parent.querySelectorAll(":scope > .live-chart").forEach((old) => old.remove());
    this.root = parent.appendChild(document.createElement("div"));
    this.root.className = `live-chart live-chart-${this.client}`;
    this.style = this.root.appendChild(document.createElement("style"));
    this.grid = this.root.appendChild(document.createElement("div"));
    this.grid.className = "live-chart-grid";
    this.charts = new Map();
    this.figures = new Map(); // every chart's newest figure, received but perhaps not yet drawn
    this.texts = new Map();
    this.waiting = []; // messages of which no frame was shown yet
    this.current = null;
    this.newest = null;
    this.asked = 0; // the newest ask, and whether it is still unanswered
    this.asking = false;
    this.repeated = 0; // how often was said again what found no answer
    this.events = []; // not yet heard by the server
    this.eventNumber = 0;
    this.slider = null;
    this.addressBar = new AddressBar();
    this.keys = new Keys((key) => this.tell({ kind: "key", figure: null, key }));
    this.moved = new Map(); // what moves under a hand: its event that is not answered yet, and its newest
    this.sizes = new ResizeObserver((entries) => entries.forEach((entry) => this.charts.get(entry.target.dataset.cell)?.resize().catch(report)));
    this.onVisible = () => this.ask();
    document.addEventListener("visibilitychange", this.onVisible);
    this.onPress = (event) => {
      this.leave(event);
      this.hold(event);
    };
    this.onKey = (event) => this.leave(event);
    this.onLift = () => this.lift();
    this.onLeave = () => { this.leaves = performance.now() + LEAVES_WITHIN; };
    this.elsewhere = [];
    this.leaves = 0; // when it will be clear where a step in the history led
    document.addEventListener("pointerdown", this.onPress, true);
    document.addEventListener("pointerup", this.onLift, true);
    document.addEventListener("keydown", this.onKey, true);
    window.addEventListener("popstate", this.onLeave);
    this.watchTheme();
  }

  receive(message) {
    const last = this.newest;
    this.elsewhere = message.elsewhere;
    if (last && last.stream === message.stream && message.number <= last.number) return;
    if (!this.complete(message, last)) {
      // Something of it was left out that this page never got (a new page, a lost message): ask for all of it.
      this.asking = true;
      this.asked += 1;
      this.send();
      return;
    }
    this.newest = message;
    if (!isLeft(message.elsewhere)) this.addressBar.show(message.address);
    // Of two quick clicks the second may be one in the part that was left by the first. Streamlit drops the request that
    // such a click sends, but not the choice: it comes with the next request. A click that led to this page chose nothing
    // on it, and a needless request would meet the reader who goes back.
    const [{ at, on }] = clicks;
    if (!last && on === location.pathname && performance.now() - at < PART_COMES_WITHIN) this.send();
    this.repeated = 0;
    this.keys.wanted = message.keys;
    if (message.heard.client === this.client) {
      if (message.heard.ask >= this.asked) this.asking = false;
      this.events = this.events.filter((event) => event.number > message.heard.event);
      for (const [what, { told, newest, number }] of this.moved) {
        if (message.heard.event < number) continue;
        this.moved.delete(what);
        if (told !== newest) this.move(what, newest);
      }
    }
    // A run of the whole page may answer in an ask's place, and swallow it.
    if (this.asking) this.watch(SWALLOWED_AFTER);
    const outdated = (other) => other.generation !== message.generation || other.stream !== message.stream || !message.playing;
    this.waiting = this.waiting.filter((other) => !outdated(other));
    if (this.current && outdated(this.current)) this.current.dropped = true;
    if (!message.playing) this.asking = false;
    this.askOnceMore(message.askAfter);
    this.waiting.push(message);
    if (this.held && message.generation !== this.held.generation) this.release();
    else if (this.held?.lifted && message.askAhead) this.ask(true);
    this.play();
  }

  // Puts back what was left out because the message before it holds the same. False where that one is not here.
  complete(message, last) {
    if (message.base !== null && !(last && last.stream === message.stream && last.number === message.base)) return false;
    if (message.base === null) this.figures = new Map();
    for (const frame of message.frames) {
      for (const [name, figure] of Object.entries(frame)) {
        const before = this.figures.get(name);
        figure.data = figure.data.map((trace, i) => trace ?? before.data[i]);
        if (figure.layout) completeDrawings(figure.layout, before?.layout);
        else figure.layout = before.layout;
        this.figures.set(name, figure);
      }
    }
    return true;
  }

  async play() {
    if (this.playing) return;
    this.playing = true;
    try {
      while (this.waiting.length) {
        this.current = this.waiting.shift();
        this.askInTime(this.current);
        await this.playMessage(this.current);
        this.current = null;
        if (!this.root.isConnected) return;
      }
    } finally {
      this.playing = false;
      this.current = null;
    }
  }

  async playMessage(message) {
    try {
      await loadPlotly(message.plotly);
      this.arrange(message, message.frames[0]);
    } catch (error) {
      report(error);
      this.say({ message: "The charts could not be loaded." });
      return;
    }
    const patient = message.playing && message.generation === this.generation;
    this.generation = message.generation;
    const start = performance.now();
    for (const [i, frame] of message.frames.entries()) {
      // What a person changed does not wait for the next animation frame to be drawn.
      if (i || patient) await animationFrame();
      await this.wait(message, start + (1000 * message.period * i) / message.frames.length);
      await this.held?.over;
      if (message.dropped || !this.root.isConnected) return;
      for (const [name, figure] of Object.entries(frame)) {
        const chart = this.charts.get(name);
        await chart.show(figure, message.config[name], patient).catch(report);
        if (message.heard.client === this.client) chart.echoes.answered(message.heard.event);
        // After a change each chart shows as soon as it is drawn.
        if (message.playing && !patient) await animationFrame();
      }
      for (const chart of this.charts.values()) if (chart.held) await chart.catchUp().catch(report);
      if (message.slider) this.moveSlider(message, i - message.frames.length);
    }
    this.say(message.texts);
    await this.wait(message, start + 1000 * message.period);
  }

  // Until that moment, or until the message is outdated.
  async wait(message, moment) {
    while (performance.now() < moment && !message.dropped && this.root.isConnected) await animationFrame();
  }

  arrange(message, figures) {
    if (message.slider) {
      this.slider ??= this.newSlider(message.slider);
      if (!message.slider.along) this.slider.fit(message.slider);
    } else if (this.slider) {
      this.slider.row.remove();
      this.slider = null;
    }
    const [wanted, texts] = [Object.keys(figures), Object.keys(message.texts)];
    for (const [name, chart] of this.charts) {
      if (wanted.includes(name)) continue;
      this.sizes.unobserve(chart.cell);
      chart.corner.remove();
      chart.remove().catch(report);
      this.charts.delete(name);
    }
    for (const [name, text] of this.texts) {
      if (texts.includes(name)) continue;
      text.remove();
      this.texts.delete(name);
    }
    for (const name of texts) if (!this.texts.has(name)) this.texts.set(name, this.cell(name, "live-chart-text"));
    const arrangement = JSON.stringify([message.grid, wanted, texts]);
    if (arrangement !== this.arrangement) {
      this.arrangement = arrangement;
      for (const [name, value] of Object.entries(message.grid.variables)) this.root.style.setProperty(name, value);
      const selector = `.live-chart-${this.client} > .live-chart-grid`;
      this.style.textContent = gridRules(selector, message.grid, [...wanted, ...texts]);
    }
    this.enlarge(message.grid.enlarged);
    for (const name of wanted) {
      const chart = this.charts.get(name) ?? this.addChart(name);
      chart.kinds = message.events[name] ?? [];
      chart.cell.classList.toggle("live-chart-drag", chart.kinds.includes("drag"));
      chart.rest = message.rest;
      chart.echoes.look = message.echoes[name] ?? null;
      chart.file = message.fileNames[name] ?? name;
      const label = message.descriptions[name] ?? name;
      if (chart.cell.getAttribute("aria-label") !== label) chart.cell.setAttribute("aria-label", label);
    }
  }

  // One that lies on a chart stands, while frames run, where that has come to: the chart may rest, and be drawn later.
  moveSlider({ slider, playing }, frame) {
    const chart = this.charts.get(slider.along?.cell);
    const reach = playing ? chart?.reach(slider.along.line) : undefined;
    if (slider.along) this.slider.fit(reach ? { ...slider, last: reach.last, along: { ...slider.along, end: reach.end } } : slider);
    if (!this.moved.has("slider")) this.slider.set(reach?.last ?? slider.values.at(frame));
  }

  newSlider({ along }) {
    const slid = (event) => this.move("slider", event);
    return along ? new Scrubber(this.grid, slid) : new Slider(this.root, (value) => slid({ kind: "slide", figure: null, value }));
  }

  // Everything as large as usual in a window of the given size, larger in a larger one, from where the charts begin on.
  enlarge(usual) {
    if (!usual) return; // to look where the charts begin makes the browser lay the page out
    if (!this.around) {
      this.around = new ResizeObserver(() => this.enlarge(this.newest.grid.enlarged));
      for (let element = this.parent; element; element = element.parentElement) this.around.observe(element);
    }
    const scale = Math.max(1, Math.min(innerWidth / usual[0], innerHeight / usual[1]));
    let top = this.root.getBoundingClientRect().top;
    for (let element = this.parent; element; element = element.parentElement) top += element.scrollTop;
    this.root.style.setProperty("--scale", scale.toFixed(3));
    this.root.style.setProperty("--top", `${Math.round(top)}px`);
  }

  cell(name, className) {
    const cell = document.createElement("div");
    cell.className = className;
    cell.dataset.cell = name;
    cell.style.gridArea = name;
    if (name === "message" && className === "live-chart-text") cell.setAttribute("role", "status");
    return this.grid.appendChild(cell);
  }

  addChart(name) {
    const cell = this.cell(name, "live-chart-figure");
    cell.setAttribute("role", "img");
    const chart = new Chart(name, cell, (event) => this.hear(name, event));
    chart.corner = this.grid.appendChild(saveCorner(name, (format) => this.save(chart, format)));
    this.charts.set(name, chart);
    this.sizes.observe(cell);
    return chart;
  }

  save(chart, format) {
    const background = getComputedStyle(this.root).getPropertyValue("--st-background-color");
    const page = location.pathname.split("/").filter(Boolean).pop() ?? "playground";
    saveChart(chart.gd, background, format, `${page} ${chart.file}`).catch(report);
  }

  say(texts) {
    this.unsaid = texts;
    if (this.saying) return;
    this.saying = setTimeout(() => {
      this.saying = null;
      if (this.unsaid) this.say(this.unsaid);
    }, TEXT_EVERY);
    this.unsaid = null;
    for (const [name, text] of Object.entries(texts)) {
      const cell = this.texts.get(name);
      if (!cell || cell.said === text) continue;
      cell.said = text;
      cell.replaceChildren(...text.split("**").map((part, i) => {
        const node = document.createElement(i % 2 ? "strong" : "span");
        node.textContent = part;
        return node;
      }));
      cell.title = text.replaceAll("**", "");
    }
  }

  // Where a message is to be played slowly, what comes after it is computed late, and is the newer for it.
  askInTime(message) {
    clearTimeout(this.asksLater);
    if (message.period <= ANSWER_TAKES) this.ask();
    else this.asksLater = setTimeout(() => this.ask(), 1000 * (message.period - ANSWER_TAKES));
  }

  // One ask at a time, and none while a message waits unplayed: a slow browser gets fewer frames, never a queue.
  ask(ahead = false) {
    if (!this.newest?.playing || document.hidden || this.asking) return;
    if (!ahead && (this.held || this.waiting.length > 0)) return;
    this.asking = true;
    this.asked += 1;
    this.send();
  }

  askOnceMore(seconds) {
    clearTimeout(this.asksOnceMore);
    if (seconds === null) return;
    this.asksOnceMore = setTimeout(() => {
      this.asking = true;
      this.asked += 1;
      this.send();
    }, 1000 * seconds);
  }

  // A busy server takes what comes together out of order: what a hand did here before it presses something else says so.
  leave(event) {
    if (this.root.contains(event.target)) return;
    if (!this.events.some(({ kind, before }) => HAND.has(kind) && !before)) return;
    for (const each of this.events) each.before = true;
    this.send();
  }

  // While a control is pressed no frame is drawn and none asked for: they would be old when it acts, and in its way.
  hold(event) {
    if (this.held || !this.newest?.playing || event.button !== 0 || this.root.contains(event.target)) return;
    this.held = { generation: this.newest.generation, lifted: false };
    this.held.over = new Promise((resolve) => { this.held.end = resolve; });
    this.held.timer = setTimeout(() => this.release(), PRESS_AT_MOST);
  }

  // Released, the control speaks first. Frames asked for right after it hold what it changed; where they must not be
  // asked for before its answer, the charts wait for that.
  lift() {
    const held = this.held;
    if (!held || held.lifted) return;
    clearTimeout(held.timer);
    held.timer = setTimeout(() => {
      held.lifted = true;
      if (this.newest.askAhead) this.ask(true);
      held.timer = setTimeout(() => this.release(), RERUN_AT_MOST);
    }, PRESS_TO_RERUN);
  }

  release() {
    if (!this.held) return;
    clearTimeout(this.held.timer);
    this.held.end();
    this.held = null;
    this.ask();
  }

  // Where one drag ended is told before the next begins, however fast one follows the other.
  hear(name, event) {
    if (event.kind !== "drag") return this.tell(event);
    const before = this.moved.get(name);
    if (event.begins && before) {
      this.moved.delete(name);
      if (before.newest !== before.told) this.tell(before.newest);
    }
    this.move(name, event);
  }

  // One word at a time on what moves under a hand: where it went meanwhile is told after the answer. Where it was let go
  // is told at once, for what is pressed then comes after it.
  move(what, event) {
    const moving = this.moved.get(what);
    if (moving && !event.released) {
      moving.newest = event;
      return;
    }
    this.tell(event);
    this.moved.set(what, { told: event, newest: event, number: this.eventNumber });
  }

  tell(event) {
    this.eventNumber += 1;
    this.events.push({ ...event, number: this.eventNumber });
    this.send();
    return this.eventNumber;
  }

  // Streamlit keeps only the newest of several values, so each carries everything not yet answered.
  send() {
    if (!this.root.isConnected) return;
    const left = Math.max(this.leaves - performance.now(), onTheWay(this.elsewhere));
    if (left > 0) return this.watch(left);
    this.setTriggerValue("turn", { client: this.client, has: this.newest?.number ?? 0, ask: this.asking ? this.asked : 0, events: this.events });
    // A server with many guests answers late: to ask it again and again would only add to its work.
    this.watch((ANSWER_WITHIN + 1000 * (this.newest?.period ?? 0)) * 2 ** Math.min(this.repeated, 4));
  }

  watch(patience) {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      if (!this.asking && !this.events.length) return;
      this.repeated += 1;
      if (!document.hidden) this.send();
    }, patience);
  }

  themeColors() {
    const style = getComputedStyle(this.root);
    return ["--st-background-color", "--st-text-color", "--st-primary-color"].map((name) => style.getPropertyValue(name)).join();
  }

  // Streamlit changes the classes of the elements around the component and calls no one.
  watchTheme() {
    let colors = this.themeColors();
    this.themes = new MutationObserver(() => {
      const now = this.themeColors();
      if (now === colors) return;
      colors = now;
      this.tell({ kind: "theme", figure: null });
    });
    for (let element = this.parent; element; element = element.parentElement) {
      this.themes.observe(element, { attributes: true, attributeFilter: ["class", "style"] });
    }
  }

  close() {
    clearTimeout(this.watchdog);
    clearTimeout(this.asksLater);
    clearTimeout(this.asksOnceMore);
    clearTimeout(this.saying);
    this.sizes.disconnect();
    this.themes.disconnect();
    this.keys.close();
    this.around?.disconnect();
    document.removeEventListener("visibilitychange", this.onVisible);
    document.removeEventListener("pointerdown", this.onPress, true);
    document.removeEventListener("pointerup", this.onLift, true);
    document.removeEventListener("keydown", this.onKey, true);
    window.removeEventListener("popstate", this.onLeave);
    this.release();
    this.waiting = [];
    for (const chart of this.charts.values()) chart.remove().catch(report);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let instance = instances.get(parentElement);
  if (!instance) instances.set(parentElement, (instance = new LiveChart(parentElement)));
  instance.setTriggerValue = setTriggerValue;
  if (data) instance.receive(JSON.parse(new TextDecoder().decode(data)));
  // Streamlit calls the clean-up of an overtaken call while the component stays on the page.
  return () => setTimeout(() => {
    if (parentElement.isConnected || instances.get(parentElement) !== instance) return;
    instances.delete(parentElement);
    instance.close();
  });
}
