import { expect, it } from "vitest";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { appraiseAside } from "#app/segments/appraise-aside.server.ts";
import { appraiseByDefinition } from "#app/segments/appraise-by-definition.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { createDice } from "#sandbox/fill/dice.ts";

const END = 20_500;
const versioned = { version: 0, definition: DEFAULT_DEFINITION };

function shopOf(customers: number) {
  const dice = createDice(7);
  return purchaseColumns(
    Array.from({ length: customers }, () =>
      Array.from({ length: dice.whole(0, 5) }, () => ({ day: END - dice.whole(0, 700), valueMinor: dice.whole(100, 20_000) })),
    ),
  );
}

it.each([200, 6000])("finds out of a shop of %i customers what it would find here", async (customers) => {
  const asked = { observationEnd: END, versioned };
  const aside = await appraiseAside({ purchases: shopOf(customers), ...asked });
  expect(aside).toEqual(appraiseByDefinition({ purchases: shopOf(customers), ...asked }));
});

it("leaves this thread to others while a large shop is appraised", async () => {
  const purchases = shopOf(8000);
  let turns = 0;
  const others = setInterval(() => (turns += 1), 5);
  await appraiseAside({ purchases, observationEnd: END, versioned });
  clearInterval(others);
  // Worked out here it would be one turn of half a second.
  expect(turns).toBeGreaterThan(10);
});

it("tells of what is wrong with the purchases from the thread, too", async () => {
  await expect(appraiseAside({ purchases: shopOf(6000), observationEnd: 1000, versioned })).rejects.toThrow(/observationEnd is 1000; allowed/);
});
