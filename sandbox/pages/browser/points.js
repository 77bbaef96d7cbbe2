/* What the app spent of the interface's budget is not the pages' to know: the sandbox's status tells it. */
const EVERY_MS = 2_000;
const query = document.getElementById("points-query");
const mutation = document.getElementById("points-mutation");

async function show() {
  const answer = await fetch("/sandbox/status");
  const { pointsSpent } = await answer.json();
  query.textContent = pointsSpent.query.toLocaleString("en");
  mutation.textContent = pointsSpent.mutation.toLocaleString("en");
}

async function follow() {
  if (!document.hidden) {
    await show().catch(() => {
      query.textContent = mutation.textContent = "unknown";
    });
  }
  setTimeout(follow, EVERY_MS);
}

follow();
