import type { FaultKind } from "../../faults/kinds.ts";
import type { BulkOperationRecord, DeliveryRecord } from "../../store/app-model.ts";
import type { World } from "../../world.ts";
import { faultName, instant, words } from "../display.ts";
import { html, type Html } from "../html.ts";
import { approvalCard } from "./approval-card.ts";
import { faultsCard } from "./faults-card.ts";
import { adminShell } from "./shell.ts";

const SHOWN_DELIVERIES = 50;
const SHOWN_OPERATIONS = 10;

/** The sandbox's own page: its time, its faults, what it sent to the app, and what the app did with its interface. */
export function controlPage(world: World): Html {
  const shop = world.store.shop();
  const [installation] = world.store.installations.values();
  return adminShell(world, {
    title: "Sandbox control",
    section: "sandbox",
    scripts: ["live.js", "points.js"],
    body: html`
      <h1>Sandbox control</h1>
      <div class="columns">
        <div>
          ${faultsCard(world)}
          <section class="card">
            <h2>Webhook deliveries</h2>
            <div id="live-deliveries" data-live data-testid="deliveries">${deliveries(world)}</div>
          </section>
          <section class="card">
            <h2>Bulk operations</h2>
            <div id="live-operations" data-live data-testid="bulk-operations">${bulkOperations(world)}</div>
          </section>
        </div>
        <div>
          <section class="card">
            <h2>Clock</h2>
            <dl class="facts" id="live-clock" data-live>
              <dt>Shop's time</dt><dd data-testid="clock">${instant(world.clock.iso(), shop)}</dd>
              <dt>Ahead of this machine</dt><dd>${(world.clock.offsetMs() / 86_400_000).toFixed(1)} days</dd>
            </dl>
            <form class="inline" method="post" action="/store/${shop.handle}/sandbox/clock">
              <input class="short" name="amount" type="number" min="1" max="3660" value="1" required aria-label="How many" data-testid="advance-amount">
              <select name="unit" aria-label="Unit" data-testid="advance-unit"><option value="days">days</option><option value="hours">hours</option></select>
              <button data-testid="advance">Advance</button>
            </form>
            <p class="subtle">The clock only moves forward. The app's processes follow within a second.</p>
          </section>
          <section class="card">
            <h2>API points spent since the start</h2>
            <dl class="facts sums" data-testid="points-spent">
              <dt>Queries</dt><dd id="points-query"></dd>
              <dt>Mutations</dt><dd id="points-mutation"></dd>
            </dl>
          </section>
          <section class="card">
            <h2>Installation</h2>
            ${
              installation === undefined
                ? html`<p class="empty" data-testid="scopes">The app is not installed. Opening it installs it.</p>`
                : html`<p class="subtle">Since ${instant(installation.installedAt, shop)}</p>
                  <ul class="tags" data-testid="scopes">${installation.scopes.map((scope) => html`<li class="tag">${scope}</li>`)}</ul>`
            }
          </section>
          ${approvalCard(world)}
        </div>
      </div>`,
  });
}

function deliveries(world: World): Html {
  const latest = world.webhooks.log().slice(-SHOWN_DELIVERIES).toReversed();
  if (latest.length === 0) return html`<p class="empty">Nothing sent yet.</p>`;
  const row = (delivery: DeliveryRecord) => html`<tr>
    <td><code>${delivery.topic}</code></td>
    <td>${instant(delivery.triggeredAt, world.store.shop())}</td>
    <td class="number">${delivery.attempts.length}</td>
    <td><span class="badge ${delivery.state.toLowerCase()}">${words(delivery.state)}</span> <small>${delivery.attempts.at(-1)?.outcome}</small>
      ${faultsOf(delivery).map((fault) => html`<span class="badge fault">${faultName(fault)}</span> `)}</td>
  </tr>`;
  return html`
    <div class="scroll"><table>
      <thead><tr><th>Topic</th><th>Triggered</th><th class="number">Tries</th><th>Outcome</th></tr></thead>
      <tbody>${latest.map(row)}</tbody>
    </table></div>`;
}

/** That it was dropped, its state says. */
function faultsOf({ faults = [] }: DeliveryRecord): FaultKind[] {
  return faults.filter((fault) => fault !== "dropped");
}

function bulkOperations(world: World): Html {
  const latest = [...world.store.bulkOperations.values()].slice(-SHOWN_OPERATIONS).toReversed();
  if (latest.length === 0) return html`<p class="empty">None yet.</p>`;
  const row = (operation: BulkOperationRecord) => html`<tr>
    <td>${words(operation.type)}</td>
    <td>${instant(operation.createdAt, world.store.shop())}</td>
    <td class="number">${operation.objectCount}</td>
    <td><span class="badge ${operation.status.toLowerCase()}">${words(operation.status)}</span></td>
  </tr>`;
  return html`<div class="scroll"><table>
    <thead><tr><th>Kind</th><th>Started</th><th class="number">Objects</th><th>Status</th></tr></thead>
    <tbody>${latest.map(row)}</tbody>
  </table></div>`;
}
