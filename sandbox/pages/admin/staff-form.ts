import { STAFF, type StaffMember } from "../../staff.ts";
import type { World } from "../../world.ts";
import { html, type Html } from "../html.ts";

/** Who looks at the admin. */
export function staffForm({ store, merchant }: World): Html {
  const option = (staff: StaffMember) =>
    html`<option value="${staff.id}" ${staff.id === merchant.staff.id ? html`selected` : ""}>${staff.firstName} ${staff.lastName}, ${mayDo(staff)}</option>`;
  return html`<form class="wide-only" method="post" action="/store/${store.shop().handle}/staff">
    <select name="staff" aria-label="Who looks" data-testid="staff">${STAFF.map(option)}</select>
    <button data-testid="look-as">Look</button>
  </form>`;
}

function mayDo({ accountOwner, lacks }: StaffMember): string {
  if (accountOwner) return "owner";
  return lacks.includes("read_customers") ? "may not see customers" : "may not edit customers";
}
