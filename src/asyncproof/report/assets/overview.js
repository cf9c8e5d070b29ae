// The overview: what the run comes to.

function overviewPage() {
  const { outcomes, causes, waits, time, explored, limits, about } = DATA.overview;
  return [
    h("h1", {}, headline(outcomes)),
    h("p", { class: "dim" }, Object.entries(about).map(([name, value]) => `${name} ${value}`).join(" · ")),
    h("div", { class: "cards" }, outcomeCard(outcomes), timeCard(time), exploredCard(explored)),
    limits.length > 0 && h("p", { class: "limits", role: "note" }, limits.join(" ")),
    causesPanel(causes),
    waitsPanel(waits),
    exploredTable(),
  ];
}

function headline(outcomes) {
  const bad = (outcomes.failed || 0) + (outcomes.error || 0);
  const all = DATA.tests.length;
  if (!all) return "No test has run";
  return bad ? `${many(bad, "test")} of ${all.toLocaleString("en")} failed` : `${many(all, "test")}, none failed`;
}

const card = (title, value, text) =>
  h("section", { class: "card" }, h("h2", {}, title), h("p", { class: "big" }, value), h("p", { class: "dim" }, text));

function outcomeCard(outcomes) {
  const all = DATA.tests.length || 1;
  const bar = h("div", { class: "bar", "aria-hidden": "true" });
  for (const [name, count] of Object.entries(outcomes)) {
    const part = h("span", { class: `is-${name}` });
    part.style.flexGrow = count / all;
    bar.append(part);
  }
  const words = Object.entries(outcomes).map(([name, count]) => `${count.toLocaleString("en")} ${name}`).join(", ");
  const whole = card("Tests", DATA.tests.length.toLocaleString("en"), words);
  whole.append(bar);
  return whole;
}

function timeCard(time) {
  if (!time.virtual_tests) return card("Time", spell(time.seconds * 1e9), "all of it real; no test ran in virtual time");
  const whole = (seconds) => spell(seconds < 60 ? seconds * 1e9 : Math.round(seconds) * 1e9);
  return card("Virtual time saved", whole(Math.max(0, time.virtual_seconds - time.took)),
    `${many(time.virtual_tests, "test")} let ${whole(time.virtual_seconds)} pass in ${whole(time.took)}`);
}

function exploredCard(explored) {
  if (!explored.tests) return card("Explored", "0", "no test was run under other schedules; try --explore");
  const verdicts = Object.entries(explored.verdicts).map(([name, count]) => `${count} ${name}`).join(", ");
  return card("Explored", many(explored.tests, "test"), [many(explored.runs, "run"), verdicts].filter(Boolean).join(": "));
}

const panel = (title, ...inside) => h("section", { class: "panel" }, h("h2", {}, title), inside);

function causesPanel(causes) {
  if (!causes.length) return panel("Findings", h("p", { class: "dim" }, "None: no test failed, and no guard had anything to say."));
  return panel("Findings, by cause", h("ul", { class: "causes" }, causes.map((cause) =>
    h("li", {},
      h("span", { class: `badge is-${cause.severity === "error" ? "failed" : "warning"}` }, cause.code),
      h("span", { class: "message" }, cause.message),
      h("span", { class: "tests" }, cause.tests.slice(0, 5).map((number) => testLink(number)),
        cause.tests.length > 5 && h("span", { class: "dim" }, ` and ${cause.tests.length - 5} more`))))));
}

function testLink(number, step) {
  const address = `#/test/${number}${step === undefined ? "" : `/${step}`}`;
  return h("a", { href: address }, DATA.tests[number].id);
}

function waitsPanel(waits) {
  if (!waits.length) return null;
  const most = waits[0][1];
  return panel("The longest waits", h("div", { class: "scroll" }, h("table", { class: "plain" },
    h("thead", {}, h("tr", {}, ["For", "Task", "What it waited for", "Where", "Test"].map((title) => h("th", { scope: "col" }, title)))),
    h("tbody", {}, waits.slice(0, 12).map(([number, took, who, words, place, step]) => {
      const share = h("span", { class: "share", "aria-hidden": "true" });
      share.style.width = `${Math.max(2, (took / most) * 72)}px`;
      return h("tr", {}, h("td", { class: "number" }, share, spell(took)), h("td", { class: "name" }, who), h("td", {}, words),
        h("td", {}, h("code", {}, place)), h("td", {}, DATA.tests[number].picture ? testLink(number, step) : testLink(number)));
    })))));
}

function exploredTable() {
  const found = DATA.tests.map((test, number) => [test, number]).filter(([test]) => test.explored);
  if (!found.length) return null;
  found.sort(([one], [other]) => Boolean(other.explored.failure) - Boolean(one.explored.failure));
  return panel("Explored tests", h("div", { class: "scroll" }, h("table", { class: "plain" },
    h("thead", {}, h("tr", {}, ["Test", "Verdict", "Runs", "What was tried"].map((title) => h("th", { scope: "col" }, title)))),
    h("tbody", {}, found.slice(0, 50).map(([{ explored }, number]) => h("tr", {},
      h("td", {}, testLink(number)),
      h("td", {}, verdictOf(explored)),
      h("td", { class: "number" }, explored.runs.toLocaleString("en")),
      h("td", { class: "dim" }, explored.obstacle ? `it ${explored.obstacle}` : explored.tried.join("; "))))))),
    found.length > 50 && h("p", { class: "dim" }, `and ${found.length - 50} more`));
}

function verdictOf(explored) {
  if (explored.failure) return h("span", { class: "badge is-failed" }, `breaks: ${explored.failure.rung}`);
  if (explored.obstacle) return h("span", { class: "badge" }, "not explored");
  return h("span", { class: "badge is-passed" }, explored.verdict || "passed");
}
