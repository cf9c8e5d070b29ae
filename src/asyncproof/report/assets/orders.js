// What an exploration found: the order that works beside the one that breaks, and the line that does it again.

function exploredPanel(explored) {
  const { failure } = explored;
  const runs = many(explored.runs, "run");
  const known = explored.obstacle ? `It was not explored: it ${explored.obstacle}.`
    : `Explored in ${runs}${explored.told ? `: ${explored.told}` : ""}.`;
  return h("section", { class: "panel explored", "aria-label": "Exploration" },
    h("h3", {}, "Explored"),
    h("p", {}, known),
    explored.tried.length > 0 && h("p", { class: "dim" }, `Tried: ${explored.tried.join("; ")}.`),
    failure && failurePanel(failure));
}

function failurePanel(failure) {
  return [
    h("p", {}, h("span", { class: "badge is-failed" }, failure.rung), ` ${failure.sentence}`),
    replayLine(failure.replay),
    failure.orders && h("pre", { class: "told" }, failure.orders.told),
    failure.orders && h("div", { class: "orders" },
      orderOf("It works in this order", failure.orders.works, failure.orders.breaks, "works"),
      orderOf("It breaks in this one", failure.orders.breaks, failure.orders.works, "breaks")),
    h("details", {}, h("summary", {}, "Step by step"), h("pre", { class: "told" }, failure.story)),
    failure.others.length > 0 && h("pre", { class: "told" }, failure.others.join("\n")),
  ];
}

function replayLine(line) {
  const said = h("span", { class: "dim", role: "status" });
  return h("div", { class: "replay" }, h("code", {}, line),
    button("Copy", () => copy(line, (word) => { said.textContent = word; }), { "aria-label": "Copy the line that does this run again" }),
    said);
}

function orderOf(title, lane, other, kind) {
  const tasks = [...new Set([...lane.moments, ...other.moments, ...lane.turns, ...other.turns].map((moment) => moment.task))];
  const moments = lane.moments.length ? lane.moments : turnsAround(lane.turns, other.turns);
  return h("figure", { class: `order is-${kind}` },
    h("figcaption", {}, title),
    h("ol", {}, moments.map((moment) => h("li", {
      class: `hue-${tasks.indexOf(moment.task) % 6}${moment.met ? " met" : ""}${moment.cancelled ? " stopped" : ""}`,
    },
      h("span", { class: "who" }, kind === "breaks" && moment.name
        ? button(moment.task, () => STATE.view?.showMoment(moment), { class: "link", title: "Show it in the picture" })
        : moment.task),
      h("span", { class: "where dim" }, moment.place, moment.times > 1 ? `, ${moment.times} times` : ""),
      h("code", {}, moment.begins ? "begins" : moment.cancelled ? stopOf(moment) : moment.text || moment.place),
      moment.met && h("span", { class: "unseen" }, " (this order matters)")))));
}

const stopOf = (moment) => (moment.error ? `gets ${moment.error}` : "is cancelled");

// Where nothing was seen that they meet on: the turns from shortly before the two orders part.
function turnsAround(turns, others) {
  const same = (one, other) => other && one.task === other.task && one.place === other.place;
  let parted = turns.findIndex((turn, number) => !same(turn, others[number]));
  if (parted < 0) parted = turns.length;
  const first = Math.max(0, parted - 3);
  return turns.slice(first, first + 12).map((turn, number) => ({ ...turn, met: turn.met || first + number === parted }));
}
