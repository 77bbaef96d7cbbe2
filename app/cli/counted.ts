/** A number with what is counted: one of them without the s. */
export function counted(count: number, things: string): string {
  return `${count.toLocaleString("en", { maximumFractionDigits: 1 })} ${count === 1 ? things.replace(/s$/, "") : things}`;
}
