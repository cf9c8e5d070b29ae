// Numbers and marks in words.

const CANCELLED = 1, DONE = 2, FAILED = 4, ENDED = 8, BLOCKED = 16, TIMER = 32, MESSAGE = 64, THREAD = 128;

const many = (count, one, more) => `${count.toLocaleString("en")} ${count === 1 ? one : more || `${one}s`}`;

// 1500000000 -> "1.5 s"; as exact as anybody can use.
function spell(nanoseconds) {
  const size = Math.abs(nanoseconds);
  if (size >= 864e11) {
    const days = many(Math.floor(nanoseconds / 864e11), "day"), rest = nanoseconds % 864e11;
    return rest ? `${days} ${clock(rest)}` : days;
  }
  if (size >= 6e10) return clock(nanoseconds);
  const [unit, name] = size >= 1e9 || size === 0 ? [1e9, "s"] : size >= 1e6 ? [1e6, "ms"] : [1e3, "µs"];
  return `${+(nanoseconds / unit).toPrecision(4)} ${name}`;
}

function clock(nanoseconds) {
  const seconds = nanoseconds / 1e9;
  const two = (number) => String(number).padStart(2, "0");
  const rest = seconds % 60;
  const shown = Number.isInteger(rest) ? two(rest) : (rest < 10 ? "0" : "") + rest.toFixed(3);
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${shown}`;
}

// What a task does at the end of a step, if it ends there.
function ending(mark, error) {
  if (mark & FAILED) return `ends with ${error || "an error"}`;
  if (mark & ENDED) return mark & CANCELLED ? "ends" : "ends, cancelled";
  return mark & DONE ? "ends" : "";
}

const WAITS = {
  sleep: "sleep", ready: "sleep",
  lock: "lock", semaphore: "lock", condition: "lock", event: "lock", barrier: "lock",
  queue_get: "queue", queue_put: "queue", queue_join: "queue",
  task: "task", gather: "task", wait: "task", as_completed: "task", task_group: "task", shield: "task", start: "task",
  stream_read: "network", stream_drain: "network", call: "network",
  executor: "outside", process: "outside",
};

const LEGEND = [
  ["step", "a step"],
  ["sleep", "sleeps"],
  ["queue", "waits at a queue"],
  ["lock", "waits for a lock or an event"],
  ["task", "waits for tasks"],
  ["network", "waits for the network"],
  ["outside", "waits for a thread or a process"],
  ["other", "waits for something else"],
  ["blocked", "keeps the loop too long"],
  ["cancelled", "is cancelled, or fails"],
];
