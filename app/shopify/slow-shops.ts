/** A usual answer takes some tenths of a second. */
const SLOW_FROM_SECONDS = 2;

type Call = { since: number };

/** Which shops Shopify answers late or not at all, as the calls of a process tell. */
export function createSlowShops(now: () => number) {
  const underWay = new Map<bigint, Set<Call>>();
  const lastWasSlow = new Set<bigint>();
  const isLate = ({ since }: Call) => now() - since >= SLOW_FROM_SECONDS;

  return {
    /** @returns to be told, when the call has ended, whether it was answered. */
    asked: (shopId: bigint): ((wasAnswered: boolean) => void) => {
      const call = { since: now() };
      const calls = underWay.get(shopId) ?? new Set();
      underWay.set(shopId, calls.add(call));
      return (wasAnswered) => {
        calls.delete(call);
        if (calls.size === 0) underWay.delete(shopId);
        if (!wasAnswered || isLate(call)) lastWasSlow.add(shopId);
        else lastWasSlow.delete(shopId);
      };
    },
    list: (): bigint[] => [...new Set([...lastWasSlow, ...[...underWay].flatMap(([shopId, calls]) => ([...calls].some(isLate) ? shopId : []))])],
  };
}
