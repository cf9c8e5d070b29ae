// Which page is shown, and in which colours.

const STATE = { text: "", outcome: "all", number: -1, view: null };
const THEMES = ["auto", "light", "dark"];
const main = h("main", { id: "main", tabindex: "-1" });

function theme(name) {
  document.documentElement.dataset.theme = name;
  switcher.textContent = { auto: "Colours: as the system", light: "Colours: light", dark: "Colours: dark" }[name];
  try { localStorage.setItem("asyncproof-theme", name); } catch { /* a page from a disk may have no memory */ }
  window.dispatchEvent(new Event("themechange"));
}

function known() {
  try { return localStorage.getItem("asyncproof-theme") || "auto"; } catch { return "auto"; }
}

const switcher = button("", () => {
  theme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]);
}, { "data-do": "theme" });

// What an address asks for: a page by its name, or a test by its id, as terminals print it.
function asked() {
  const [, id] = /^#test=(.*)$/.exec(location.hash) || [];
  if (id === undefined) return location.hash.split("/").slice(1);
  const name = decoded(id), isIt = (test) => test.id === name;
  const failed = DATA.tests.findIndex((test) => isIt(test) && (test.outcome === "failed" || test.outcome === "error"));
  const number = failed >= 0 ? failed : DATA.tests.findIndex(isIt);
  if (number >= 0) return ["test", number];
  STATE.text = name;
  return ["tests"];
}

function decoded(word) {
  try { return decodeURIComponent(word); } catch { return word; }
}

function show() {
  const [page, number, step] = asked();
  STATE.view?.end();
  STATE.view = null;
  STATE.number = page === "test" && DATA.tests[number] ? Number(number) : -1;
  if (STATE.number >= 0) put(main, testPage(STATE.number, step === undefined ? undefined : Number(step), STATE));
  else put(main, page === "tests" ? testsPage(STATE) : overviewPage());
  for (const link of document.querySelectorAll("header a")) {
    const isHere = link.getAttribute("href") === (page === "tests" || STATE.number >= 0 ? "#/tests" : "#/");
    if (isHere) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  document.title = `${main.querySelector("h1").textContent} · asyncproof`;
  window.scrollTo(0, 0);
}

function go() {
  show();
  main.focus({ preventScroll: true });
}

document.body.append(
  h("a", { class: "skip", href: "#main", onclick: (event) => { event.preventDefault(); main.focus(); } }, "To the content"),
  h("header", {},
    h("span", { class: "name" }, "asyncproof"),
    h("nav", { "aria-label": "Pages" }, h("a", { href: "#/" }, "Overview"),
      h("a", { href: "#/tests" }, `Tests (${DATA.tests.length.toLocaleString("en")})`)),
    switcher),
  main);
theme(known());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => window.dispatchEvent(new Event("themechange")));
window.addEventListener("hashchange", go);
window.addEventListener("beforeprint", () => {
  isPrinting = true;
  STATE.theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
});
window.addEventListener("afterprint", () => {
  isPrinting = false;
  document.documentElement.dataset.theme = STATE.theme;
});
show();
