import { CommandRefused } from "../commands/command-refused.ts";
import { createDice, type Dice } from "../fill/dice.ts";
import { type FaultRule, readFaultRule } from "./fault-rule.ts";
import { type FaultKind, kindOf, type Place } from "./kinds.ts";

/** A rule that is on, with what came of it. */
export type Fault = FaultRule & {
  id: number;
  /** How many matched, those let through included. */
  met: number;
  /** How many of them it struck. */
  struck: number;
};

export type Strike = { kind: FaultKind; amount: number };

/** What goes wrong in the sandbox: nothing, unless somebody asks for it. */
export type Faults = {
  /** What the choice of those with a probability follows from, together with the rule's id. */
  seed: number;
  /** @throws CommandRefused where the rule is none. */
  add(written: unknown): Fault;
  remove(id: number): void;
  clear(): void;
  list(): Fault[];
  /** Asked once for each thing that could go wrong, by the names it goes by. The first rule that strikes wins. */
  strike(places: readonly Place[], names: readonly string[]): Strike | null;
};

type Active = { fault: Fault; dice: Dice };

export function createFaults(options: { seed: number; rules: readonly unknown[] }): Faults {
  const active = new Map<number, Active>();
  let lastId = 0;

  function add(written: unknown): Fault {
    const fault: Fault = { ...readFaultRule(written), id: ++lastId, met: 0, struck: 0 };
    active.set(fault.id, { fault, dice: createDice(options.seed + fault.id) });
    return fault;
  }

  for (const rule of options.rules) add(rule);

  return {
    seed: options.seed,
    add,
    remove(id) {
      if (!active.delete(id)) throw new CommandRefused(`There is no fault ${id} (only: ${[...active.keys()].join(", ") || "none"})`);
    },
    clear: () => active.clear(),
    list: () => Array.from(active.values(), ({ fault }) => ({ ...fault })),
    strike(places, names) {
      for (const { fault, dice } of active.values()) {
        if (!places.includes(kindOf(fault.kind).place)) continue;
        if (fault.matching !== null && !names.includes(fault.matching)) continue;
        fault.met++;
        if (fault.met <= fault.after) continue;
        const strikes = "next" in fault.when ? fault.struck < fault.when.next : dice.chance(fault.when.probability);
        if (!strikes) continue;
        fault.struck++;
        return { kind: fault.kind, amount: fault.amount };
      }
      return null;
    },
  };
}
