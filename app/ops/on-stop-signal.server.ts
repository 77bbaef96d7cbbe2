/** A terminal's Ctrl-C reaches every process, and whoever started this one passes it on: that is one wish, not two. */
const ONE_WISH_MS = 1000;

/** The first signal asks the process to stop in order; a second one, later, ends it at once. */
export function onStopSignal(stop: () => void): void {
  let askedAt: number | null = null;
  for (const [signal, number] of [["SIGINT", 2], ["SIGTERM", 15]] as const) {
    process.on(signal, () => {
      if (askedAt === null) {
        askedAt = performance.now();
        stop();
      } else if (performance.now() - askedAt > ONE_WISH_MS) {
        process.exit(128 + number);
      }
    });
  }
}
