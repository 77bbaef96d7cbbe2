import { expect, it } from "vitest";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { viewActivity } from "#app/views/activity.view.server.ts";
import { switchToRun } from "../tags/shop-with-scores.ts";
import { useShopWithScores } from "../tags/use-shop-with-scores.ts";

const { test, shop, deps, fill, lastRun, writeAll } = useShopWithScores();
const view = () => viewActivity(deps, shop.id);

it("the activity shows what was written, what may be taken back, and what an undo has left", async () => {
  const customers = await fill(3);
  expect(await view()).toEqual({ writing: "on", activities: [], waitingWrite: null, runs: [], left: null });
  await writeAll();
  const { id } = await lastRun();
  // Writes to nobody.
  await writeAll();
  expect(await view()).toMatchObject({ runs: [{ id: String(id), kind: "write", customers: 3, tagsAdded: 6, finished: true, undoable: true, undone: false }] });

  await test.owner.query("INSERT INTO hand_changes VALUES ($1, $2, 'value', $3, '{}', '{}', 1, false)", [shop.id, customers[1], deps.clock()]);
  await undoWrites(deps, shop.id, { writeRunId: id, staffId: null });
  expect(await view()).toMatchObject({ writing: "undoing", activities: [{ what: "undoing" }], left: null });
  await writeAll();
  const undone = await view();
  expect(undone).toMatchObject({ writing: "off", activities: [], left: { kind: "undo", customers: 1, examples: [String(customers[1])], segments: [] } });
  expect(undone.runs.map(({ kind, undoable, undone }) => ({ kind, undoable, undone }))).toEqual([
    { kind: "undo", undoable: false, undone: false },
    { kind: "write", undoable: false, undone: true },
  ]);

  await removeEverything(deps, shop.id, { staffId: null });
  await writeAll();
  expect(await view()).toMatchObject({ writing: "off", left: { kind: "removal", customers: 0, examples: [] } });
});

it("the activity shows a run that waits for the merchant's yes", async () => {
  const customers = await fill(3);
  await changeWriteSettings(deps, shop.id, { capCustomers: 1, capPercent: 0 });
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })));
  await writeAll();
  expect(await view()).toMatchObject({ activities: [], waitingWrite: { asked: { cap: 1 } }, runs: [{ approval: "waiting", undoable: false }] });
});
