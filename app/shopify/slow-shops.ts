/** A usual answer takes some tenths of a second. */
const SLOW_FROM_SECONDS = 2;

type Call = { since: number };

/** Which shops Shopify answers late or not at all, as the calls of a process tell. */
export function createSlowShops(now: () => number) {
  const underWay = new Map<bigint, Set<Call>>();
  /** Since when, of those whose last call was slow. */
  const lastWasSlow = new Map<bigint, number>();
  const isLate = ({ since }: Call) => now() - since >= SLOW_FROM_SECONDS;

  /** For how many seconds; null of a shop that is not slow. */
  const secondsOf = (shopId: bigint): number | null => {
    const late = [...(underWay.get(shopId) ?? [])].filter(isLate).map(({ since }) => since);
    const since = Math.min(lastWasSlow.get(shopId) ?? Infinity, ...late);
    return since === Infinity ? null : now() - since;
  };

  return {
    /** @returns to be told, when the call has ended, whether it was answered. */
    asked: (shopId: bigint): ((wasAnswered: boolean) => void) => {
      const call = { since: now() };
      const calls = underWay.get(shopId) ?? new Set();
      underWay.set(shopId, calls.add(call));
      return (wasAnswered) => {
        calls.delete(call);
        if (calls.size === 0) underWay.delete(shopId);
        if (wasAnswered && !isLate(call)) lastWasSlow.delete(shopId);
        else if (!lastWasSlow.has(shopId)) lastWasSlow.set(shopId, call.since);
      };
    },
    secondsOf,
    list: (): bigint[] => [...new Set([...lastWasSlow.keys(), ...underWay.keys()])].filter((shopId) => secondsOf(shopId) !== null),
  };
}
