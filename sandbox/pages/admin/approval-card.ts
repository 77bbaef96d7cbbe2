import { APPROVAL_LEVELS, type ApprovalLevel } from "../../approval/approval.ts";
import type { World } from "../../world.ts";
import { html, type Html } from "../html.ts";

const TEXTS: Record<ApprovalLevel, string> = {
  NONE: "Nothing: no customers, no orders",
  LEVEL_1: "Level 1: no names, no addresses",
  LEVEL_2: "Level 2: everything",
};

/** What the app may read of customers, which Shopify decides when it reviews an app. */
export function approvalCard(world: World): Html {
  const option = (level: ApprovalLevel) => html`<option value="${level}" ${level === world.approval.level() ? html`selected` : ""}>${TEXTS[level]}</option>`;
  return html`<section class="card">
    <h2>Protected customer data</h2>
    <form class="inline" method="post" action="/store/${world.store.shop().handle}/sandbox/approval">
      <select name="level" aria-label="What the app is approved for" data-testid="approval-level">${APPROVAL_LEVELS.map(option)}</select>
      <button data-testid="approve">Approve</button>
    </form>
    <p class="subtle">What Shopify has approved the app for.</p>
  </section>`;
}
