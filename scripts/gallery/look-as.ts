import { STAFF } from "#sandbox/staff.ts";
import type { Stack } from "../demo/stack.ts";

/** Somebody else of the staff signs in to the admin. */
export async function lookAs({ origin, domain }: Pick<Stack, "origin" | "domain">, firstName: string): Promise<void> {
  const { id } = STAFF.find((it) => it.firstName === firstName)!;
  const answer = await fetch(`${origin}/store/${domain.split(".")[0]}/staff`, { method: "POST", body: new URLSearchParams({ staff: String(id) }), redirect: "manual" });
  if (answer.status !== 303) throw new Error(`${firstName} could not sign in: ${answer.status}`);
}
