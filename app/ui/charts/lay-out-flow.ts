type Band = { place: number; customers: number; top: number; height: number };
type Ribbon = { from: number; to: number; customers: number; fromTop: number; toTop: number; height: number };

/** Between bands of a column. */
const GAP = 6;

/**
 * Two columns of bands, before on the left and after on the right, in the order of the places, and ribbons between them.
 * One scale for all: what is twice as many is twice as high. A band that is less high than its name has that room all the
 * same, with itself in the middle; a place with nobody has no band.
 *
 * @param counts by where they were (rows) and where they are (columns); somebody is there
 * @param room least room of a band, for its name
 */
export function layOutFlow(counts: readonly (readonly number[])[], { height, room }: { height: number; room: number }) {
  const before = counts.map((row) => sum(row));
  const after = counts.map((_, to) => sum(counts.map((row) => row[to]!)));
  const scale = Math.min(scaleOf(before, height, room), scaleOf(after, height, room));
  const [left, right] = [stack(before, scale, room), stack(after, scale, room)];
  const leftEnd = new Map(left.map(({ place, top }) => [place, top]));
  const rightEnd = new Map(right.map(({ place, top }) => [place, top]));
  const ribbons = counts.flatMap((row, from) =>
    row.flatMap((customers, to): Ribbon[] => {
      if (customers === 0) return [];
      const [fromTop, toTop] = [leftEnd.get(from)!, rightEnd.get(to)!];
      leftEnd.set(from, fromTop + customers * scale);
      rightEnd.set(to, toTop + customers * scale);
      return [{ from, to, customers, fromTop, toTop, height: customers * scale }];
    }),
  );
  return { left, right, ribbons };
}

/** Pixels a customer at which a column is just as high as may be: bands that would be too small take their room, the others share the rest. */
function scaleOf(customers: readonly number[], height: number, room: number): number {
  let large = customers.filter((it) => it > 0);
  let left = height - large.length * GAP;
  for (;;) {
    const scale = left / sum(large);
    const small = large.filter((it) => it * scale < room);
    if (small.length === 0) return scale;
    left -= small.length * room;
    large = large.filter((it) => it * scale >= room);
  }
}

function stack(customers: readonly number[], scale: number, room: number): Band[] {
  let end = 0;
  return customers.flatMap((it, place): Band[] => {
    if (it === 0) return [];
    const height = it * scale;
    const taken = Math.max(height, room);
    const top = end + (taken - height) / 2;
    end += taken + GAP;
    return [{ place, customers: it, top, height }];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}
