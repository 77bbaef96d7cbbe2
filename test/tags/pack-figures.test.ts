import { describe, expect, it } from "vitest";
import { metafieldInput } from "#app/tags/metafield-input.ts";
import { type FigureSet, packFigures } from "#app/tags/pack-figures.ts";
import { sendFigures } from "#app/tags/send-figures.server.ts";

const figuresOf = (customerId: bigint, count: number): FigureSet => {
  return { customerId, figures: Array.from({ length: count }, () => metafieldInput(customerId, "stage", "new")) };
};

const sizes = (packs: FigureSet[][]) => packs.map((sets) => sets.map(({ figures }) => figures.length));

describe("figures of several customers", () => {
  it("share calls of 25, each customer's in one of them", () => {
    expect(sizes(packFigures([10, 10, 10, 5, 7].map((count, index) => figuresOf(BigInt(index), count))))).toEqual([[10, 10, 5], [10, 7]]);
    expect(sizes(packFigures(Array.from({ length: 26 }, (_, index) => figuresOf(BigInt(index), 1))))).toEqual([Array(25).fill(1), [1]]);
    expect(packFigures([])).toEqual([]);
  });
});

type Errors = { code: string; elementIndex: number | null; message: string }[];

/** A Shopify that answers a call by whose figures are in it. */
function answering(errorsOf: (owners: string[]) => Errors) {
  const calls: string[][] = [];
  const run = (_shopId: bigint, _operation: object, { metafields }: { metafields: { ownerId: string }[] }) => {
    const owners = metafields.map(({ ownerId }) => ownerId.split("/").at(-1)!);
    calls.push(owners);
    return Promise.resolve({ metafieldsSet: { userErrors: errorsOf(owners) } });
  };
  return { deps: { shopify: { run } } as unknown as Parameters<typeof sendFigures>[0], calls };
}

const PACK = [figuresOf(1n, 2), figuresOf(2n, 1), figuresOf(3n, 2)];

describe("a call that Shopify refuses", () => {
  it("is made again without whom it names", async () => {
    const { deps, calls } = answering((owners) =>
      owners.flatMap((owner, elementIndex) => (owner === "2" ? [{ code: "INVALID", elementIndex, message: "gone" }] : [])),
    );
    expect(await sendFigures(deps, 1n, PACK)).toEqual([{ customerId: 2n, isStale: false, message: "gone" }]);
    expect(calls).toEqual([["1", "1", "2", "3", "3"], ["1", "1", "3", "3"]]);
  });

  it("and names nobody is made for each of them", async () => {
    const { deps, calls } = answering((owners) => (owners.includes("3") ? [{ code: "INTERNAL_ERROR", elementIndex: null, message: "no" }] : []));
    expect(await sendFigures(deps, 1n, PACK)).toEqual([{ customerId: 3n, isStale: false, message: "no" }]);
    expect(calls.slice(1)).toEqual([["1", "1"], ["2"], ["3", "3"]]);
  });
});
