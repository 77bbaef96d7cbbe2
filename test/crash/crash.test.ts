import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDice, type Dice } from "#sandbox/fill/dice.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { differencesOf, expectNothingLeftOver, readEndState } from "./end-state.ts";
import { type MortalPostgres, startMortalPostgres } from "./mortal-postgres.ts";
import { type Entry, type MortalStack, startMortalStack } from "./mortal-stack.ts";
import { isBusy, type Round, roundsOf, settle } from "./rounds.ts";
import { unexpectedDeaths } from "./unexpected-deaths.ts";

/** CRASH_MOMENTS=50 takes some five minutes; CRASH_SEED draws others. */
const MOMENTS = Number(process.env.CRASH_MOMENTS ?? 4);
const SEED = Number(process.env.CRASH_SEED ?? 1);
const CUSTOMERS = 600;
const MOMENTS_A_CYCLE = 8;
/** About as long as an undisturbed round takes. */
const ROUND_MS = 3000;
/** About as long as a webhook takes to be stored, or a step of a job. */
const STEP_MS = 30;
const HOUR_MS = 3_600_000;
/** After the night's work (tend-shops.server.ts), and far from midnight in UTC and in the shop's New York. */
const BEGINS_AT = new Date(Math.ceil(Date.now() / (24 * HOUR_MS)) * 24 * HOUR_MS + 7 * HOUR_MS);
const VICTIMS: readonly (readonly (Entry | "postgres")[])[] = [
  ["worker"], ["worker"], ["web"], ["postgres"], ["worker", "web"], ["worker", "web", "postgres"],
];

const calmly = useTestDatabase();
let postgres: MortalPostgres;
const stacks: MortalStack[] = [];

beforeAll(async () => {
  postgres = await startMortalPostgres();
});

afterAll(async () => {
  for (const stack of stacks) await stack.close();
  await postgres?.stop();
});

/** At a drawn moment of a round, or soon after it, when what it is about is under way. @returns whether there was work */
async function strike(stack: MortalStack, { isUnderWay }: Round, dice: Dice): Promise<boolean> {
  await sleep(dice.uniform() * ROUND_MS);
  await eventually(() => isUnderWay(stack), { seconds: ROUND_MS / 1000 }).catch(() => {}); // The round may be over.
  await sleep(dice.uniform() * STEP_MS);
  const victims = dice.pick(VICTIMS);
  for (const victim of victims) if (victim !== "postgres") stack.kill(victim);
  if (victims.includes("postgres")) await postgres.crash();
  return isBusy(stack);
}

/** Plays the rounds one after the other, each to its end, and disturbs each so many times. */
async function play(name: string, databaseUrl: string, moments: number) {
  const rounds = roundsOf(Math.ceil(MOMENTS / MOMENTS_A_CYCLE));
  // Small seeds begin alike.
  const dice = createDice(Math.imul(SEED, 0x9e3779b9));
  const stack = await startMortalStack(databaseUrl, { customers: CUSTOMERS, beginsAt: BEGINS_AT });
  stacks.push(stack);
  let hits = 0;
  for (const [index, round] of rounds.entries()) {
    const begun = performance.now();
    const until = Math.floor((moments * (index + 1)) / rounds.length);
    const disturb = async () => {
      for (let moment = Math.floor((moments * index) / rounds.length); moment < until; moment += 1) hits += Number(await strike(stack, round, dice));
    };
    await Promise.all([round.begin(stack), disturb()]);
    await settle(stack);
    console.log(`${name}, ${round.name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    await expectNothingLeftOver(stack);
  }
  const end = await readEndState(stack);
  await stack.close();
  return { end, deaths: stack.deaths, hits };
}

it(`web, worker and PostgreSQL killed at ${MOMENTS} moments of seed ${SEED}: nothing is lost, nothing comes twice, the end is the same`, async () => {
  const [calm, disturbed] = await Promise.all([play("calm", calmly.url, 0), play("disturbed", postgres.databaseUrl, MOMENTS)]);
  const { hits, deaths } = disturbed;
  console.log(`seed ${SEED}: ${MOMENTS} moments, ${hits} of them with work under way; ${deaths.length} processes ended by themselves`);
  expect(differencesOf(calm.end, disturbed.end)).toEqual([]);
  expect(calm.deaths).toEqual([]);
  expect(unexpectedDeaths(deaths)).toEqual([]);
  expect(hits, "moments with work under way").toBeGreaterThanOrEqual(MOMENTS / 4);
}, 3_600_000);
