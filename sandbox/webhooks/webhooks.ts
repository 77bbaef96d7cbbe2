import { randomUUID } from "node:crypto";
import type { Approval } from "../approval/approval.ts";
import type { Clock } from "../clock.ts";
import { formatInstant } from "../clock.ts";
import type { Faults } from "../faults/create-faults.ts";
import { type PlannedDelivery, struck, troubleDelivery } from "../faults/trouble-delivery.ts";
import { coveredScopes } from "../graphql/covered-scopes.ts";
import type { DeliveryRecord } from "../store/app-model.ts";
import type { Store } from "../store/store.ts";
import { attemptDelivery, type Sender } from "./attempt-delivery.ts";
import { scopeOf, type Topic } from "./topics.ts";

/** Which topics the app wants, and where. */
export type WebhookConfig = { apiVersion: string; subscriptions: { topic: string; uri: string; name: string | null }[] };

/** Everything that one action of the merchant causes to be sent. */
export type WebhookEvent = { send(topic: Topic, payload: object): void };

export type Webhooks = {
  newEvent(): WebhookEvent;
  /** Newest last. */
  log(): DeliveryRecord[];
  /** Waits until no attempt is under way or held up for others; retries that are not due yet do not count. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** Minutes between attempts: 8 retries over 4 hours. */
const RETRY_AFTER_MINUTES = [1, 2, 4, 8, 15, 30, 60, 120];
/** What an app is told although it is not installed. */
const AFTER_UNINSTALL: ReadonlySet<Topic> = new Set<Topic>(["app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"]);
/** What an app may not subscribe to without approval for protected customer data. */
const ABOUT_CUSTOMERS = /^(orders|refunds|customers)\/|^customer\./;
const KEPT_DELIVERIES = 500;
/** Deliveries under way at a time. */
const PARALLEL = 10;
/** How long a delivery waits for others to overtake it. */
const PATIENCE_MS = 1000;

/** A delivery that others are to overtake. */
type Held = { id: number; overtakenBy: number; patience: NodeJS.Timeout };

type Options = { store: Store; clock: Clock; faults: Faults; approval: Approval; config: WebhookConfig; domain: string; secret: string };

export function createWebhooks(options: Options): Webhooks {
  const { store, clock, faults, config } = options;
  const sender: Sender = { shopDomain: options.domain, apiVersion: config.apiVersion, secret: options.secret, now: () => clock.iso() };
  const queue: number[] = [];
  const underWay = new Set<Promise<void>>();
  const timers = new Map<number, () => void>();
  const held = new Set<Held>();
  let stopped = false;

  function enqueue({ delivery, overtakenBy }: PlannedDelivery): void {
    store.deliveries.put(delivery);
    if (delivery.state !== "PENDING") return;
    if (overtakenBy > 0) hold(delivery.id, overtakenBy);
    else if (Date.parse(delivery.dueAt ?? "") > clock.now()) schedule(delivery);
    else queue.push(delivery.id);
  }

  function hold(id: number, overtakenBy: number): void {
    const one: Held = { id, overtakenBy, patience: setTimeout(() => release(one), PATIENCE_MS) };
    held.add(one);
  }

  function release(one: Held): void {
    clearTimeout(one.patience);
    held.delete(one);
    queue.push(one.id);
    work();
  }

  function overtakeHeld(): void {
    for (const one of held) if (--one.overtakenBy <= 0) release(one);
  }

  function schedule(delivery: DeliveryRecord): void {
    const cancel = clock.at(Date.parse(delivery.dueAt ?? clock.iso()), () => {
      timers.delete(delivery.id);
      queue.push(delivery.id);
      work();
    });
    timers.set(delivery.id, cancel);
  }

  function work(): void {
    while (underWay.size < PARALLEL) {
      const id = stopped ? undefined : queue.shift();
      if (id === undefined) return;
      const task = attempt(store.deliveries.require(id)).finally(() => {
        underWay.delete(task);
        overtakeHeld();
        work();
      });
      underWay.add(task);
    }
  }

  async function attempt(stored: DeliveryRecord): Promise<void> {
    const forged = faults.strike(["attempt"], [stored.topic]);
    const delivery = forged ? struck(stored, forged.kind) : stored;
    const outcome = await attemptDelivery(delivery, forged ? { ...sender, secret: `not ${sender.secret}` } : sender);
    const attempts = [...delivery.attempts, outcome];
    const wait = RETRY_AFTER_MINUTES[attempts.length - 1];
    if (outcome.ok) store.deliveries.put({ ...delivery, attempts, state: "DELIVERED", dueAt: null });
    else if (wait === undefined) store.deliveries.put({ ...delivery, attempts, state: "GIVEN_UP", dueAt: null });
    else {
      // Counted from when this attempt was due, so that a clock moved by hours runs all retries it passes.
      const dueAt = formatInstant(Date.parse(delivery.dueAt ?? delivery.triggeredAt) + wait * 60_000);
      const retried: DeliveryRecord = { ...delivery, attempts, dueAt };
      store.deliveries.put(retried);
      if (!stopped) schedule(retried);
    }
  }

  function forgetOld(): void {
    const excess = store.deliveries.size() - KEPT_DELIVERIES;
    if (excess <= 0) return;
    const finished = [...store.deliveries.values()].filter((delivery) => delivery.state !== "PENDING");
    for (const delivery of finished.slice(0, excess)) store.deliveries.remove(delivery.id);
  }

  for (const delivery of store.deliveries.values()) if (delivery.state === "PENDING") schedule(delivery);

  return {
    newEvent() {
      const eventId = randomUUID();
      return {
        send(topic, payload) {
          const [installation] = store.installations.values();
          if (!installation && !AFTER_UNINSTALL.has(topic)) return;
          const scope = scopeOf(topic);
          if (scope !== null && !coveredScopes(installation?.scopes ?? []).has(scope)) return;
          if (options.approval.level() === "NONE" && ABOUT_CUSTOMERS.test(topic) && !AFTER_UNINSTALL.has(topic)) return;
          for (const subscription of config.subscriptions.filter((candidate) => candidate.topic === topic)) {
            const delivery: DeliveryRecord = {
              id: store.nextId(),
              webhookId: randomUUID(),
              eventId,
              topic,
              name: subscription.name,
              uri: subscription.uri,
              body: JSON.stringify(payload),
              triggeredAt: clock.iso(),
              attempts: [],
              state: "PENDING",
              dueAt: clock.iso(),
            };
            troubleDelivery(delivery, faults, store.nextId).forEach(enqueue);
          }
          forgetOld();
          work();
        },
      };
    },
    log: () => [...store.deliveries.values()].toSorted((a, b) => a.id - b.id),
    async idle() {
      while (underWay.size > 0 || held.size > 0) {
        // Nothing is left that could overtake them.
        if (underWay.size === 0) [...held].forEach(release);
        await Promise.all(underWay);
      }
    },
    async stop() {
      stopped = true;
      for (const { patience } of held) clearTimeout(patience);
      for (const cancel of timers.values()) cancel();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
