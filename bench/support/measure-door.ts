import { startFloorDoor } from "./floor-door.ts";
import { makeSendings } from "./make-sendings.ts";
import { type RunningApp, withRunningApp } from "./running-app.ts";
import { percentile, sendAtMost, sendSteadily } from "./send-steadily.ts";
import { startTemplateDoor } from "./template-door.ts";

const CUSTOMERS = 500;
const PER_SECOND = 300;
const SECONDS = 30;
const REACH = { timesTemplate: 5, p99Milliseconds: 100 };
const METRICS_TOKEN = "the bench reads the metrics";

type Door = { p99: number; perSecond: number };

/**
 * Events at a steady rate while the worker works on what they cause, then as many as the door takes, acknowledged only
 * when they are stored; beside it the way of Shopify's template and a door that only verifies.
 */
export async function measureDoor(): Promise<void> {
  process.env.METRICS_TOKEN = METRICS_TOKEN;
  await withRunningApp(CUSTOMERS, async (app) => {
    const { databaseUrl, domain, apiSecret: secret } = app;
    console.log(`webhooks of 8 KB over HTTP, ${SECONDS} s each`);
    const [storedBefore, before] = [await countStored(app), await megabytesOf(app)];
    const ours = await measure("the door", `${app.webOrigin}/webhooks`, app, () => app.worker.stop());
    const after = await megabytesOf(app);
    const stored = (await countStored(app)) - storedBefore;
    const isNoneLost = stored === ours.accepted;
    console.log(`  ${stored} stored of ${ours.accepted} accepted; web's memory ${before.toFixed(0)} -> ${after.toFixed(0)} MB`);

    const template = await startTemplateDoor({ databaseUrl, domain, secret });
    const theirs = await measure("the template's way", `${template.origin}/webhooks`, app);
    template.stop();
    const floor = await startFloorDoor(secret);
    await measure("floor (signature alone)", `${floor.origin}/`, app);
    floor.stop();

    const times = ours.perSecond / theirs.perSecond;
    const isReached = times >= REACH.timesTemplate && ours.p99 < REACH.p99Milliseconds && isNoneLost;
    console.log(`${times.toFixed(1)} times as many as the template's way`);
    console.log(`${isReached ? "reached" : "NOT reached"}: ${REACH.timesTemplate} times as many, p99 under ${REACH.p99Milliseconds} ms at ${PER_SECOND} a second, none lost`);
  });
}

async function measure(name: string, url: string, { domain, apiSecret }: RunningApp, between = async () => {}): Promise<Door & { accepted: number }> {
  const next = makeSendings(domain, apiSecret);
  const { milliseconds, statuses } = await sendSteadily(url, next, { perSecond: PER_SECOND, seconds: SECONDS });
  await between();
  const most = await sendAtMost(url, next, SECONDS);
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(milliseconds, share)) as [number, number];
  const answers = (them: typeof statuses) => [...them].map(([status, times]) => `${status} x ${times}`).join(", ");
  console.log([
    `${name}: at ${PER_SECOND} a second p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms (${answers(statuses)});`,
    `at most ${Math.round(most.perSecond).toLocaleString("en")} a second (${answers(most.statuses)})`,
  ].join(" "));
  return { p99, perSecond: most.perSecond, accepted: (statuses.get(200) ?? 0) + (most.statuses.get(200) ?? 0) };
}

async function countStored({ owner }: RunningApp): Promise<number> {
  const { rows } = await owner.query<{ stored: number }>("SELECT count(*)::int AS stored FROM webhook_deliveries WHERE topic = 'orders/updated'");
  return rows[0]!.stored;
}

async function megabytesOf({ webOrigin }: RunningApp): Promise<number> {
  const metrics = await (await fetch(`${webOrigin}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)![1]) / 1024 ** 2;
}
