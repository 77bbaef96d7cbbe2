/* The admin's side of App Bridge: answers the app in the frame, and draws what it describes. */
import { followApp, goInApp, pathInApp } from "./address.js";
import { drawAppLinks, markCurrent } from "./app-links.js";
import { confirmLeaving, drawSaveBar, mayLeave, onSaveBarClick } from "./save-bar.js";
import { drawTitleBar, nameTitle } from "./title-bar.js";
import { hideToast, showToast } from "./toasts.js";

const config = JSON.parse(document.getElementById("frame-config").textContent);
const frame = document.getElementById("app");

function tellApp(type, detail = {}) {
  frame.contentWindow.postMessage({ fromAdmin: type, ...detail }, location.origin);
}

async function freshIdToken() {
  const answer = await fetch("/sandbox/id-token", { method: "POST" });
  if (!answer.ok) throw new Error(`The sandbox gave no session token: HTTP ${answer.status}`);
  return (await answer.json()).idToken;
}

const answers = {
  "id-token": freshIdToken,
  user: async () => config.user,
  scopes: async () => config.scopes,
  "leave-confirmation": confirmLeaving,
};

const draw = {
  /* Another document in the frame: what the last one described is gone with it. */
  started() {
    drawSaveBar({ visible: false });
    drawTitleBar(config, { title: null, controls: [] });
    draw.loading({ isLoading: false });
  },
  navigated(said) {
    followApp(config, said);
    markCurrent(config, said.path);
    nameTitle(config, said.title);
  },
  "nav-menu": ({ items }) => drawAppLinks(config, items, pathInApp(config)),
  "title-bar": (bar) => drawTitleBar(config, bar, (control) => tellApp("title-bar-click", { control })),
  "save-bar": drawSaveBar,
  "toast-show": (toast) => showToast(toast, (type) => tellApp(type, { id: toast.id })),
  "toast-hide": ({ id }) => hideToast(id),
  loading({ isLoading }) {
    document.getElementById("loading-bar").hidden = !isLoading;
  },
  support({ offered }) {
    document.getElementById("support").hidden = !offered;
  },
  unsupported({ message }) {
    const place = document.getElementById("unsupported");
    place.textContent = message;
    place.hidden = false;
  },
};

async function answer({ fromApp, id }) {
  const reply = await answers[fromApp]().then(
    (value) => ({ answerTo: id, value }),
    (error) => ({ answerTo: id, error: error.message }),
  );
  frame.contentWindow.postMessage(reply, location.origin);
}

window.addEventListener("message", ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== location.origin || data.fromApp === undefined) return;
  if (data.fromApp in answers) answer(data);
  else if (data.fromApp in draw) draw[data.fromApp](data);
  else draw.unsupported({ message: `The sandbox's admin does not know the App Bridge message "${data.fromApp}".` });
});

onSaveBarClick((type) => tellApp(type));
document.getElementById("support").addEventListener("click", () => tellApp("support"));

/* Links to the app's own pages change the frame; every other link leaves, unless changes would be lost. */
document.querySelector(".sidebar").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link === null || event.metaKey || event.ctrlKey) return;
  if (!mayLeave()) {
    event.preventDefault();
    return;
  }
  const path = goInApp(config, link);
  if (path === null) return;
  event.preventDefault();
  tellApp("navigate", { path });
});

/* Only now: an app that is faster than this module would speak to nobody. */
frame.src = frame.dataset.address;
