// The run, and the picture of one test: columns of numbers, and who follows whom.

const DATA = JSON.parse(document.getElementById("data").textContent);
let packed = null;

async function loadPicture(number) {
  packed = packed || document.getElementById("pictures").textContent.split("\n");
  const bytes = Uint8Array.from(atob(packed[number].trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Picture(JSON.parse(await new Response(stream).text()));
}

class Picture {
  constructor(data) {
    const { words, steps, ...tables } = data;
    Object.assign(this, tables);
    this.phrases = words;
    const columns = steps;
    this.count = columns.task.length;
    this.task = Int32Array.from(columns.task);
    this.by = Int32Array.from(columns.by);
    this.stack = Int32Array.from(columns.stack);
    this.wait = Int32Array.from(columns.wait);
    this.mark = Int32Array.from(columns.mark);
    this.took = Float64Array.from(columns.took);
    this.at = new Float64Array(this.count);
    let now = 0;
    columns.at.forEach((passed, step) => { this.at[step] = now += passed; });
    this.span = this.count ? this.at[this.count - 1] : 0;
    this.link();
  }

  // Lanes, one for each task and one for each kind of callback; and for each step the next one in its lane.
  link() {
    const others = [[MESSAGE, "network"], [TIMER, "timers"], [THREAD, "threads"], [0, "callbacks"]];
    this.lanes = this.tasks.map(([name, coroutine, error, born, left], task) => ({
      name, coroutine: coroutine === name ? "" : coroutine, error, born, left: Boolean(left), task, steps: [],
    }));
    const lanes = others.map(([bit, name]) => ({ name, coroutine: "", task: -1, kind: bit, steps: [] }));
    this.lane = new Int32Array(this.count);
    this.next = new Int32Array(this.count).fill(-1);
    this.last = new Int32Array(this.count).fill(-1);
    const all = [...this.lanes, ...lanes];
    const kindOf = (mark) => others.findIndex(([bit]) => bit === 0 || mark & bit);
    for (let step = 0; step < this.count; step++) {
      const number = this.task[step] >= 0 ? this.task[step] : this.lanes.length + kindOf(this.mark[step]);
      const steps = all[number].steps;
      if (steps.length) {
        this.last[step] = steps[steps.length - 1];
        this.next[this.last[step]] = step;
      }
      steps.push(step);
      this.lane[step] = number;
    }
    this.lanes = all.filter((lane) => lane.steps.length).sort((one, other) => this.rank(one) - this.rank(other));
    for (const lane of this.lanes) lane.odd = lane.steps.filter((step) => this.isOdd(step));
    const place = new Map(this.lanes.map((lane, number) => [lane, number]));
    const moved = all.map((lane) => (place.has(lane) ? place.get(lane) : -1));
    this.lane = this.lane.map((number) => moved[number]);
  }

  // The step in which a task comes to a line: it goes on before that line, or stands behind it, in one function.
  stepAtLine({ name, place, function: title }) {
    const cut = place.lastIndexOf(":"), file = place.slice(0, cut), line = Number(place.slice(cut + 1));
    const [, base, again] = /^(.*?)(?: #(\d+))?$/.exec(name);
    const named = (wanted) => this.lanes.filter((lane) => lane.task >= 0 && lane.name.split("<locals>.").pop() === wanted);
    const lane = named(name)[0] || named(base)[(again || 1) - 1];
    const lineIn = (stack) => this.frames(stack).find((frame) => frame.file === file && frame.title === title)?.line;
    return (lane?.steps || []).find((step) => {
      const before = lineIn(this.from(step)), after = lineIn(this.stack[step]);
      return (before ?? after) !== undefined && (before ?? 0) <= line && line <= (after ?? Infinity);
    }) ?? -1;
  }

  isOdd(step) { return (this.mark[step] & (BLOCKED | CANCELLED | FAILED | ENDED)) !== 0; }

  // The user's tasks come first, then those of libraries, then callbacks.
  rank(lane) {
    if (lane.task < 0) return 2;
    const isUsers = (stack) => stack >= 0 && this.stacks[stack].some((spot) => this.files[this.spots[spot][0]][1]);
    lane.aside = !(isUsers(lane.born) || lane.steps.slice(0, 100).some((step) => isUsers(this.stack[step])));
    return lane.aside ? 1 : 0;
  }

  who(step) { return this.lanes[this.lane[step]].name; }
  words(step) { return this.wait[step] < 0 ? "" : this.phrases[this.wait[step]][1]; }
  kind(step) { return this.wait[step] < 0 ? "" : WAITS[this.phrases[this.wait[step]][0]] || "other"; }
  waited(step) { return this.next[step] < 0 ? 0 : this.at[this.next[step]] - this.at[step]; }
  isTask(step) { return this.task[step] >= 0; }

  // Frames, the innermost first: where the task stands after a step.
  frames(stack) {
    if (stack < 0) return [];
    return this.stacks[stack].map((spot) => {
      const [file, line, title] = this.spots[spot];
      return { file: this.files[file][0], isUsers: Boolean(this.files[file][1]), line, title };
    }).reverse();
  }

  place(stack) {
    const frames = this.frames(stack);
    const frame = frames.find((each) => each.isUsers) || frames[0];
    return frame ? `${frame.file}:${frame.line}` : "";
  }

  // Where a step begins: where its task stood before, or where its coroutine is defined.
  from(step) {
    if (!this.isTask(step)) return this.stack[step];
    return this.last[step] >= 0 ? this.stack[this.last[step]] : this.tasks[this.task[step]][3];
  }

  excerpt({ file, line }, around = 3) {
    const lines = this.source[file] || {};
    const found = [];
    for (let number = line - around; number <= line + around; number++) {
      if (lines[number] !== undefined) found.push([number, lines[number]]);
    }
    return found;
  }

  // One sentence for a tooltip, a table and a screen reader.
  tell(step) {
    const mark = this.mark[step];
    const parts = this.isTask(step) ? [] : [this.words(step)];
    if (mark & CANCELLED) parts.push("is cancelled");
    if (mark & BLOCKED) parts.push(`keeps the loop for ${spell(this.took[step])}`);
    if (!this.isTask(step)) return parts.join(", ");
    const end = ending(mark, this.tasks[this.task[step]][2]);
    if (end) parts.push(end);
    else if (this.phrases[this.wait[step]]?.[0] === "ready") parts.push("lets others run, and is ready itself");
    else if (this.words(step)) parts.push(`waits for ${this.words(step)}`);
    return parts.join(", ") || "runs";
  }
}
