import type { Fault } from "../../faults/create-faults.ts";
import { type Amount, FAULT_KINDS, type FaultKind, kindOf, type Place } from "../../faults/kinds.ts";
import { TOPICS } from "../../webhooks/topics.ts";
import type { World } from "../../world.ts";
import { capitalised, faultName } from "../display.ts";
import { html, type Html } from "../html.ts";

const GROUPS: { title: string; places: Place[] }[] = [
  { title: "Requests to Shopify", places: ["request", "graphql", "refresh"] },
  { title: "Webhooks", places: ["event", "delivery", "attempt"] },
  { title: "Bulk operations", places: ["bulk", "bulk-file", "download"] },
];

/** What goes wrong, how often it did, and the form that makes more go wrong. */
export function faultsCard(world: World): Html {
  const address = `/store/${world.store.shop().handle}/sandbox/faults`;
  return html`<section class="card" data-testid="faults">
    <h2>Faults</h2>
    <p class="subtle">What Shopify and the way to it do on a bad day. The app has to come through with the right numbers.</p>
    <div id="live-faults" data-live data-testid="active-faults">${activeFaults(world.faults.list(), address)}</div>
    <form class="stack add" method="post" action="${address}">
      <div class="fields">
        <label>What goes wrong
          <select name="kind" data-testid="fault-kind">${GROUPS.map(options)}</select>
        </label>
        <label>Only topic or operation
          <input name="matching" list="fault-names" placeholder="All of them" data-testid="fault-matching">
        </label>
        <label>Strikes
          <select name="mode" data-testid="fault-mode"><option value="next">the next …</option><option value="percent">by chance, in %</option></select>
        </label>
        <label>How many, or %
          <input name="number" inputmode="decimal" value="1" required data-testid="fault-number">
        </label>
        <label>How much
          <input name="amount" inputmode="decimal" placeholder="As usual" data-testid="fault-amount">
        </label>
      </div>
      <datalist id="fault-names">${TOPICS.map((topic) => html`<option value="${topic}"></option>`)}</datalist>
      <div><button class="primary" data-testid="add-fault">Let it go wrong</button></div>
    </form>
    <details>
      <summary>What each fault does</summary>
      ${GROUPS.map(explained)}
    </details>
  </section>`;
}

function activeFaults(faults: Fault[], address: string): Html {
  if (faults.length === 0) return html`<p class="empty">None: everything works as it should.</p>`;
  const row = (fault: Fault) => html`<tr data-fault="${fault.kind}">
    <td><strong>${faultName(fault.kind)}</strong>${fault.matching !== null && html` <code>${fault.matching}</code>`}<br><small>${whenOf(fault)}${amountOf(fault)}</small></td>
    <td class="number"><span data-testid="struck">${fault.struck}</span> of ${fault.met}</td>
    <td class="number"><form method="post" action="${address}/${fault.id}/remove"><button aria-label="Switch off: ${faultName(fault.kind)}" data-testid="remove-fault">Off</button></form></td>
  </tr>`;
  return html`
    <div class="scroll"><table>
      <thead><tr><th>Fault</th><th class="number">Struck</th><th></th></tr></thead>
      <tbody>${faults.map(row)}</tbody>
    </table></div>
    <form method="post" action="${address}/clear"><button data-testid="clear-faults">Switch all off</button></form>`;
}

function options({ title, places }: (typeof GROUPS)[number]): Html {
  return html`<optgroup label="${title}">${kindsAt(places).map((kind) => html`<option value="${kind}">${faultName(kind)}</option>`)}</optgroup>`;
}

function explained({ title, places }: (typeof GROUPS)[number]): Html {
  return html`<h3>${title}</h3>
    <dl class="facts">${kindsAt(places).map((kind) => {
      const { text, amount } = kindOf(kind);
      return html`<dt>${faultName(kind)}</dt><dd>${text}${amount !== null && html`<br><small>${rangeOf(amount)}</small>`}</dd>`;
    })}</dl>`;
}

function kindsAt(places: Place[]): FaultKind[] {
  return FAULT_KINDS.filter((kind) => places.includes(kindOf(kind).place));
}

function whenOf({ when, after, struck }: Fault): string {
  const first = after === 0 ? "" : `, after the first ${after}`;
  if ("probability" in when) return `${Number((when.probability * 100).toFixed(2))} % of them${first}`;
  return struck < when.next ? `the next ${when.next - struck}${first}` : "over";
}

function amountOf({ kind, amount }: Fault): string {
  const { amount: range } = kindOf(kind);
  return range === null ? "" : ` · ${range.unit}: ${amount}`;
}

function rangeOf({ unit, from, to, usual }: Amount): string {
  return `${capitalised(unit)}: ${usual.toLocaleString("en")} unless you say another number from ${from.toLocaleString("en")} to ${to.toLocaleString("en")}`;
}
