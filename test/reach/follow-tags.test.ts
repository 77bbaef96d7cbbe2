import { expect, it } from "vitest";
import { handlersOf } from "#app/job-handlers.server.ts";
import { useShopWithScores } from "../tags/use-shop-with-scores.ts";

const { test, shop, deps, payload, fill, waitingJobs } = useShopWithScores();
const work = (job: string) => handlersOf(deps).find((it) => it.job === job)!.run(payload(), { isLast: false });
const FOLLOWING = /^(measure-reach|sync-shopify-segments):/;

it("segments in Shopify and reach follow when tags have been written, not while they are", async () => {
  await fill(60);
  let steps = 0;
  do {
    expect((await waitingJobs()).filter((key) => FOLLOWING.test(key))).toEqual([]);
    await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
    await work("write-customers");
    steps += 1;
  } while ((await waitingJobs()).includes(`write-customers:${shop.id}`));
  expect(steps).toBeGreaterThan(2);
  expect((await waitingJobs()).filter((key) => FOLLOWING.test(key))).toEqual([`measure-reach:${shop.id}`, `sync-shopify-segments:${shop.id}`]);
});

it("reach is counted each night, whatever comes of the writing", async () => {
  await fill(1);
  await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London' WHERE id = $1", [shop.id]);
  await work("tend-shop");
  expect(await waitingJobs()).toContain(`measure-reach:${shop.id}`);
});
