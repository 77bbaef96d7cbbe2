/* Keeps the parts of a page marked `data-live` as the server has them now, and marks what was not there before. */
const EVERY_MS = 1_000;

function keysOf(part) {
  return new Set(Array.from(part.querySelectorAll("[data-tag], [data-order], [data-metafield]"), (element) => element.textContent));
}

function swap(shown, fresh) {
  const before = keysOf(shown);
  shown.innerHTML = fresh.innerHTML;
  for (const element of shown.querySelectorAll("[data-tag], [data-order], [data-metafield]")) {
    element.classList.toggle("is-new", !before.has(element.textContent));
  }
}

async function refresh() {
  const answer = await fetch(location.href);
  if (!answer.ok) throw new Error(`${location.pathname} answers ${answer.status}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = fresh.getElementById(part.id);
    if (now === null || served.get(part.id) === now.innerHTML) continue;
    served.set(part.id, now.innerHTML);
    swap(part, now);
  }
}

async function follow() {
  if (!document.hidden) {
    /* When the sandbox stops, the page says so instead of showing old truth as today's. */
    await refresh().then(
      () => document.body.classList.remove("is-stale"),
      () => document.body.classList.add("is-stale"),
    );
  }
  setTimeout(follow, EVERY_MS);
}

const served = new Map(Array.from(document.querySelectorAll("[data-live]"), (part) => [part.id, part.innerHTML]));
setTimeout(follow, EVERY_MS);
