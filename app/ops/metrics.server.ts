import { Counter, Gauge, Histogram, Registry } from "prom-client";

/**
 * What this process counts. Labels are jobs, topics, statuses and outcomes, each a short list known beforehand: never a
 * shop, a customer or an order.
 */
export const registry = new Registry();
const registers = [registry];

const SECONDS_OF_WORK = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const SECONDS_OF_LAG = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400];

export const webhookAnswers = new Histogram({
  name: "perennial_webhook_answer_seconds",
  help: "From the first look at a webhook until its answer, by the answer's status.",
  labelNames: ["status"],
  buckets: SECONDS_OF_WORK,
  registers,
});

export const webhookLag = new Histogram({
  name: "perennial_webhook_stored_lag_seconds",
  help: "From the moment that Shopify says an event happened until it was stored here, by topic.",
  labelNames: ["topic"],
  buckets: SECONDS_OF_LAG,
  registers,
});

export const jobSeconds = new Histogram({
  name: "perennial_job_seconds",
  help: "How long a job ran, by its name and by whether it was done or failed.",
  labelNames: ["job", "outcome"],
  buckets: SECONDS_OF_WORK,
  registers,
});

export const liveJobLag = new Histogram({
  name: "perennial_live_job_lag_seconds",
  help: "From the first event that asked for a live job until the job was done, waits and failed attempts included.",
  labelNames: ["job"],
  buckets: SECONDS_OF_LAG,
  registers,
});

export const shopifyCalls = new Counter({
  name: "perennial_shopify_calls_total",
  help: "Requests to the Admin API, by what came of them.",
  labelNames: ["outcome"],
  registers,
});

export const shopifyWaits = new Counter({
  name: "perennial_shopify_wait_seconds_total",
  help: "Seconds waited before a request: for the shop's cost budget, because Shopify throttled, or after a failure; of live or patient work.",
  labelNames: ["reason", "urgency"],
  registers,
});

export const tokenRenewals = new Counter({
  name: "perennial_token_renewals_total",
  help: "Renewals of shops' access tokens: renewed, failed, or void (Shopify has taken away the access).",
  labelNames: ["outcome"],
  registers,
});

export const logLinesLost = new Counter({
  name: "perennial_log_lines_lost_total",
  help: "Lines of the log that could not be written: nobody reads it, or too slowly, or its disk is full.",
  registers,
});

export const databaseUp = new Gauge({
  name: "perennial_database_up",
  help: "1 where the database has told what the gauges that all processes share are made of, 0 where it has not: then these are left out.",
  registers,
});

export const queueJobs = new Gauge({
  name: "perennial_queue_jobs",
  help: "Jobs in the queue of all processes, by name and state: ready, waiting for their time, running, or given up.",
  labelNames: ["job", "state"],
  registers,
});

export const queueAge = new Gauge({
  name: "perennial_queue_age_seconds",
  help: "How long the oldest ready job of a name has been ready.",
  labelNames: ["job"],
  registers,
});

export const longestRun = new Gauge({
  name: "perennial_job_running_seconds",
  help: "How long the job of a name that began first has been running.",
  labelNames: ["job"],
  registers,
});

export const unexplainedShops = new Gauge({
  name: "perennial_unexplained_difference_shops",
  help: "In how many shops the newest comparison with Shopify's own sums of the customers left something unexplained.",
  registers,
});

export const lostShops = new Gauge({
  name: "perennial_access_lost_shops",
  help: "Shops whose access Shopify took away without a word of an uninstallation: their work stands still until the merchant opens the app.",
  registers,
});

export const importLag = new Gauge({
  name: "perennial_import_progress_lag_seconds",
  help: "How long ago the import under way that has stood still the longest last went on; 0 where none is under way.",
  registers,
});
