// The list of tests, and the page of one.

function testsPage(state) {
  const order = DATA.tests.map((_, number) => number);
  let shown = order;
  const rows = new Rows({
    label: "Tests",
    height: Math.max(300, window.innerHeight - 260),
    columns: [
      { title: "Outcome", sort: "outcome" }, { title: "Test", wide: true }, { title: "Real time", number: true, sort: "seconds" },
      { title: "Virtual", number: true, sort: "virtual" }, { title: "Tasks", number: true, sort: "tasks" },
      { title: "Steps", number: true, sort: "steps" }, { title: "Found", number: true, sort: "found" },
    ],
    choose: (row) => { location.hash = `#/test/${shown[row]}`; },
  });
  const count = h("span", { class: "dim", "aria-live": "polite" });
  const search = h("input", { type: "search", value: state.text, placeholder: "Search tests", "aria-label": "Search tests", oninput: show });
  const outcomes = ["all", ...Object.keys(DATA.overview.outcomes)];
  const outcome = h("select", { "aria-label": "Outcome", onchange: show },
    outcomes.map((name) => h("option", { value: name, selected: name === state.outcome }, name)));
  const values = {
    outcome: (test) => ({ failed: 4, error: 3, interrupted: 2 })[test.outcome] || (test.outcome === "passed" ? 0 : 1),
    seconds: (test) => test.seconds,
    virtual: (test) => test.virtual ?? -1,
    tasks: (test) => test.facts?.tasks || 0,
    steps: (test) => test.facts?.steps || 0,
    found: (test) => test.findings.length,
  };
  rows.onsort = (name, descending) => {
    const way = descending ? -1 : 1, value = values[name];
    order.sort((one, other) => way * (value(DATA.tests[one]) - value(DATA.tests[other])) || one - other);
    show();
  };
  function show() {
    state.text = search.value;
    state.outcome = outcome.value;
    const text = search.value.trim().toLowerCase();
    shown = order.filter((number) => {
      const test = DATA.tests[number];
      return (outcome.value === "all" || test.outcome === outcome.value) &&
        (!text || test.id.toLowerCase().includes(text) || test.findings.some((found) => found.code.includes(text)));
    });
    count.textContent = many(shown.length, "test");
    rows.show(shown.length, (row) => cellsOf(shown[row]));
  }
  show();
  return [h("h1", {}, "Tests"), h("div", { class: "toolbar" }, search, outcome, count), rows.element];
}

function cellsOf(number) {
  const test = DATA.tests[number];
  return [
    h("span", { class: `badge is-${test.outcome}` }, test.outcome), testLink(number), spell(test.seconds * 1e9),
    test.virtual === null ? "" : spell(test.virtual), test.facts?.tasks ?? "", test.facts?.steps.toLocaleString("en") ?? "",
    test.findings.length || "",
  ];
}

function testPage(number, step, state) {
  const test = DATA.tests[number];
  const place = h("div", { class: "place" });
  if (test.picture) openPicture(number, step, place, state);
  else put(place, h("p", { class: "dim" }, whyNoPicture(test)));
  return [
    h("nav", { class: "near", "aria-label": "Other tests" },
      number > 0 && h("a", { href: `#/test/${number - 1}`, rel: "prev" }, "← the test before"),
      number + 1 < DATA.tests.length && h("a", { href: `#/test/${number + 1}`, rel: "next" }, "the next test →")),
    h("h1", { class: "id" }, test.id),
    h("p", { class: "summary" }, h("span", { class: `badge is-${test.outcome}` }, test.outcome), ` ${factsOf(test)}`),
    test.unseen.length > 0 && unseenNote(test),
    test.findings.map(findingPanel),
    test.explored && exploredPanel(test.explored),
    place,
    test.texts.map(([title, text], place) => h("details", { class: "panel text", open: place === 0 && Boolean(test.error) },
      h("summary", {}, title), h("pre", { class: "told", tabindex: "0" }, text))),
  ];
}

function factsOf(test) {
  const parts = [`${spell(test.seconds * 1e9)} of real time`];
  if (test.virtual !== null) parts.push(`${spell(test.virtual)} of virtual time`);
  const { facts } = test;
  if (!facts) return parts.join(", ");
  parts.push(many(facts.tasks, "task"), many(facts.steps, "step"));
  if (facts.cancelled) parts.push(many(facts.cancelled, "cancellation"));
  if (facts.blocked) parts.push(`${many(facts.blocked, "step")} that kept the loop too long`);
  if (facts.left) parts.push(`${many(facts.left, "task")} left running`);
  if (facts.trouble) parts.push(`drawn until something went wrong (${facts.trouble})`);
  if (facts.left_out) parts.push(`the last ${many(facts.left_out, "step")} not drawn`);
  return parts.join(", ");
}

function whyNoPicture(test) {
  if (test.dropped) return "Its picture was left out: the report keeps those of tests that failed before others.";
  return test.unseen.length ? "There is no picture of it." : "There is no picture of it: no task ran in it.";
}

function unseenNote(test) {
  const names = test.unseen.join(" and on ");
  const more = test.picture ? "What ran there is not in the picture." : "Run it on a loop of asyncio to see them.";
  return h("p", { class: "limits", role: "note" }, `It ran on ${names}, whose steps can't be recorded. ${more}`);
}

function findingPanel(finding) {
  return h("section", { class: `panel finding is-${finding.severity}` },
    h("h3", {}, h("span", { class: `badge is-${finding.severity === "error" ? "failed" : "warning"}` }, finding.code), ` ${finding.message}`),
    h("details", {}, h("summary", {}, "What to do"), h("pre", { class: "told", tabindex: "0" }, finding.text)));
}

async function openPicture(number, step, place, state) {
  try {
    const view = new PictureView(await loadPicture(number));
    if (state.number !== number) return; // somebody has gone on meanwhile
    state.view = view;
    put(place, view.element);
    view.begin();
    const orders = DATA.tests[number].explored?.failure?.orders;
    if (orders) view.light(orders.breaks.moments);
    if (step !== undefined && step < view.picture.count) view.choose(step);
  } catch (error) {
    put(place, h("p", { role: "alert" }, `The picture can't be opened: ${error.message}. A browser of 2023 or later is needed.`));
  }
  state.opened?.();
}
