import { compileSegment } from "../../segments/compile-segment.ts";
import { InvalidSegmentQuery } from "../../segments/parse-segment.ts";
import type { SegmentRecord } from "../../segments/segment-record.ts";
import type { World } from "../../world.ts";
import { instant } from "../display.ts";
import { html, type Html } from "../html.ts";
import { adminShell } from "./shell.ts";

/** Customer segments as Shopify has them, to be renamed and deleted by hand. */
export function segmentsPage(world: World): Html {
  const segments = [...world.store.segments.values()];
  return adminShell(world, {
    title: "Segments",
    section: "segments",
    body: html`
      <h1>Segments</h1>
      <section class="card" data-testid="segments">
        ${
          segments.length === 0
            ? html`<p class="empty">No segments yet.</p>`
            : html`<div class="scroll"><table>
                <thead><tr><th>Name</th><th>Who belongs to it</th><th class="number">Customers</th><th class="wide-only">Changed</th><th></th></tr></thead>
                <tbody>${segments.map((segment) => segmentRow(world, segment))}</tbody>
              </table></div>`
        }
      </section>`,
  });
}

function segmentRow(world: World, { id, name, query, editedAt }: SegmentRecord): Html {
  const shop = world.store.shop();
  const address = `/store/${shop.handle}/segments/${id}`;
  return html`<tr data-segment="${name}">
    <td>
      <form class="inline" method="post" action="${address}/rename">
        <input name="name" required maxlength="255" value="${name}" aria-label="Name of the segment ${name}" data-testid="segment-name">
        <button>Rename</button>
      </form>
    </td>
    <td><code>${query}</code></td>
    <td class="number" data-testid="segment-members">${countMembers(world, query)}</td>
    <td class="wide-only">${instant(editedAt, shop)}</td>
    <td><form method="post" action="${address}/delete"><button class="danger" data-testid="delete-segment">Delete</button></form></td>
  </tr>`;
}

/** What a query reads may be gone since it was written: the definition of a metafield. */
function countMembers(world: World, query: string): number | string {
  try {
    return [...world.store.customers.values()].filter(compileSegment(query, world)).length;
  } catch (error) {
    if (error instanceof InvalidSegmentQuery) return error.message;
    throw error;
  }
}
