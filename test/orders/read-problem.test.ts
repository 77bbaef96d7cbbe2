import { expect, it } from "vitest";
import { problemOf } from "#app/orders/problem-of.ts";
import { ReadFailure, ReadProblem } from "#app/orders/read-problem.ts";
import { ShopifyError, type ShopifyErrorKind } from "#app/shopify/shopify-error.ts";

it.each<[string, unknown, ReadProblem]>([
  ["what a step says itself", new ReadFailure({ code: "gone", said: null, tries: 4 }), { code: "gone", said: null, tries: 4 }],
  ["Shopify's refusal, in its words", new ShopifyError("refused", "no such field"), { code: "refused", said: "no such field" }],
  ["any other error, in its words", new TypeError("fetch failed"), { code: "unexpected", said: "fetch failed" }],
  ["what is thrown and is no error", "away", { code: "unexpected", said: "away" }],
  ...(["unauthorized", "throttled", "unavailable"] as const satisfies ShopifyErrorKind[]).map((kind): [string, unknown, ReadProblem] => [
    `a call that was ${kind}`, new ShopifyError(kind, "herbs.myshopify.com answered 503"), { code: kind, said: null },
  ]),
])("a problem is told by its code: %s", (_, error, problem) => {
  expect(problemOf(error)).toEqual(problem);
  expect(ReadProblem.parse(JSON.parse(JSON.stringify(problem)))).toEqual(problem);
});

it.each<[ConstructorParameters<typeof ReadFailure>[0], string]>([
  [{ code: "gone", said: null, tries: 4 }, "Shopify forgot the bulk query, 4 times"],
  [{ code: "not-started", said: "A bulk query is running" }, "A bulk query is running"],
])("what the queue keeps of it are words: %j", (problem, message) => {
  expect(new ReadFailure(problem).message).toBe(message);
});
