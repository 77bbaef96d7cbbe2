import { APPROVAL_LEVELS } from "../approval/approval.ts";
import { type Answer, seeOther } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { FormError, requiredText } from "./read-form.ts";

export async function approveProtectedData({ world, form }: Asked): Promise<Answer> {
  const asked = requiredText(await form(), "level");
  const level = APPROVAL_LEVELS.find((known) => known === asked);
  if (level === undefined) throw new FormError(`"level" must be one of ${APPROVAL_LEVELS.join(", ")}; it is "${asked}"`);
  world.approval.set(level);
  return seeOther(`/store/${world.store.shop().handle}/sandbox`);
}
