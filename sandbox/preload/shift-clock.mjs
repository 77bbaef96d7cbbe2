const POLL_EVERY_MS = 1_000;

/** Moves `Date` of this process into the sandbox's time and follows it when it is advanced. Timers stay real. */
export function shiftClock(sandboxOrigin, startOffsetMs, fetch) {
  const RealDate = globalThis.Date;
  const machineNow = RealDate.now.bind(RealDate);
  let offsetMs = startOffsetMs;
  const now = () => machineNow() + offsetMs;

  const ShopDate = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  RealDate.prototype.constructor = ShopDate;
  globalThis.Date = ShopDate;

  let reachable = true;
  const follow = async () => {
    try {
      const answer = await fetch(`${sandboxOrigin}/sandbox/clock`, { signal: AbortSignal.timeout(5 * POLL_EVERY_MS) });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      offsetMs = (await answer.json()).offsetMs;
      reachable = true;
    } catch (error) {
      // Said once: at the end of a demo the sandbox may stop a moment before the app does.
      if (reachable) process.stderr.write(`The sandbox's clock cannot be read (${error.message}); going on with the last time.\n`);
      reachable = false;
    }
    setTimeout(follow, POLL_EVERY_MS).unref();
  };
  setTimeout(follow, POLL_EVERY_MS).unref();
}
