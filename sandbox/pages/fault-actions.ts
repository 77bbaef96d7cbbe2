import { type Answer, seeOther } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { FormError, requiredText } from "./read-form.ts";

export async function addFault({ world, form }: Asked): Promise<Answer> {
  const told = await form();
  const number = optionalNumber(told, "number") ?? 1;
  world.faults.add({
    kind: requiredText(told, "kind"),
    matching: optionalText(told, "matching"),
    amount: optionalNumber(told, "amount"),
    ...(told.get("mode") === "percent" ? { probability: number / 100 } : { next: number }),
  });
  return backToControl({ world });
}

export function removeFault({ world, part }: Asked): Answer {
  world.faults.remove(Number(part("id")));
  return backToControl({ world });
}

export function clearFaults({ world }: Asked): Answer {
  world.faults.clear();
  return backToControl({ world });
}

function backToControl({ world }: Pick<Asked, "world">): Answer {
  return seeOther(`/store/${world.store.shop().handle}/sandbox`);
}

function optionalText(form: URLSearchParams, name: string): string | undefined {
  return form.get(name)?.trim() || undefined;
}

function optionalNumber(form: URLSearchParams, name: string): number | undefined {
  const text = optionalText(form, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isNaN(number)) throw new FormError(`"${name}" must be a number; it is "${text}"`);
  return number;
}
