/** The rows of a table sorted into groups of equal frequency, and the times that occur in each group. */
export type FrequencyGroup = {
  frequency: number;
  /** Rows of the group. */
  rows: Int32Array;
  /** Ranks of the times that occur in the group, ascending. */
  times: Int32Array;
  /** For each row of the group, where in `times` its recency and its age stand. */
  recencyIn: Int32Array;
  ageIn: Int32Array;
};

/** A table whose numbers are ranks among the distinct frequencies and times, as `rankDistinct` gives them. */
export type RankedHistories = {
  frequencies: Float64Array;
  times: Float64Array;
  frequencyAt: Int32Array;
  recencyAt: Int32Array;
  ageAt: Int32Array;
};

/** Sorts rows by frequency and tells for each frequency which times occur, by counting. */
export function groupByFrequency(table: RankedHistories): FrequencyGroup[] {
  const { frequencies, times, frequencyAt, recencyAt, ageAt } = table;
  const ends = new Int32Array(frequencies.length);
  for (let row = 0; row < frequencyAt.length; row++) {
    ends[frequencyAt[row]!]! += 1;
  }
  for (let at = 1; at < ends.length; at++) {
    ends[at]! += ends[at - 1]!;
  }
  const starts = Int32Array.from(ends, (_, at) => (at === 0 ? 0 : ends[at - 1]!));
  const order = new Int32Array(frequencyAt.length);
  const next = starts.slice();
  for (let row = 0; row < frequencyAt.length; row++) {
    order[next[frequencyAt[row]!]!++] = row;
  }

  const seenIn = new Int32Array(times.length).fill(-1);
  const placeOf = new Int32Array(times.length);
  return Array.from(frequencies, (frequency, at) => {
    const rows = order.subarray(starts[at]!, ends[at]!);
    const occurring: number[] = [];
    const see = (time: number) => {
      if (seenIn[time] !== at) {
        seenIn[time] = at;
        occurring.push(time);
      }
    };
    for (const row of rows) {
      see(recencyAt[row]!);
      see(ageAt[row]!);
    }
    const sorted = Int32Array.from(occurring).sort();
    sorted.forEach((time, place) => (placeOf[time] = place));
    return {
      frequency,
      rows,
      times: sorted,
      recencyIn: rows.map((row) => placeOf[recencyAt[row]!]!),
      ageIn: rows.map((row) => placeOf[ageAt[row]!]!),
    };
  });
}
