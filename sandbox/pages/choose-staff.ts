import { STAFF } from "../staff.ts";
import { type Answer, seeOther } from "./answer.ts";
import { APP_HANDLE } from "./app-identity.ts";
import type { Asked } from "./asked.ts";
import { FormError, requiredText } from "./read-form.ts";

/** Somebody else signs in to the admin, and opens the app. */
export async function chooseStaff({ world, form }: Asked): Promise<Answer> {
  const asked = requiredText(await form(), "staff");
  const staff = STAFF.find(({ id }) => String(id) === asked);
  if (!staff) throw new FormError(`"staff" must be one of ${STAFF.map(({ id }) => id).join(", ")}; it is "${asked}"`);
  world.merchant.staff = staff;
  return seeOther(`/store/${world.store.shop().handle}/apps/${APP_HANDLE}`);
}
