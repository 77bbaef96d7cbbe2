/**
 * Gives the memory of large columns back at once; nobody may read them afterwards. The collector is in no hurry with
 * them: what it sees of a column is one small object.
 */
export function giveBack(columns: Iterable<ArrayBufferView>): void {
  for (const { buffer } of columns) (buffer as ArrayBuffer).transfer(0);
}
