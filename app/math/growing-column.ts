import { giveBack } from "./give-back.ts";

const FEWEST = 1024;

type Column = Float64Array | Int32Array | Uint8Array;

/** A column of numbers whose length is not known beforehand: it doubles where it is full. */
export function growingColumn<C extends Column>(Type: new (length: number) => C): { push: (value: number) => void; end: () => C } {
  let column = new Type(FEWEST);
  let length = 0;
  return {
    push: (value) => {
      if (length === column.length) {
        const larger = new Type(length * 2);
        larger.set(column);
        giveBack([column]);
        column = larger;
      }
      column[length] = value;
      length += 1;
    },
    // Not a copy: what was never written takes no memory.
    end: () => column.subarray(0, length) as C,
  };
}
