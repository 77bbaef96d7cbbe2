import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { isBusy } from "../../scripts/demo/watch-river.ts";
import { noteJob } from "../queue/note-job.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();

it("a demo that is begun again waits for work that is due or tried again, not for a file that is to be deleted tomorrow", async () => {
  const add = (text: string, delaySeconds: number) => withShop(test.db, 1n, (tx) => enqueue(tx, noteJob, { shopId: "1", text }, { delaySeconds }));
  expect(await isBusy(test.db)).toBe(false);
  await add("tomorrow", 86_400);
  expect(await isBusy(test.db)).toBe(false);
  await add("tried again", 60);
  expect(await isBusy(test.db)).toBe(true);
});
