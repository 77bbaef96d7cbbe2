export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** Shopify's leaky bucket: points come back with real time, since the app waits in real time too. */
export type Bucket = {
  /** Takes points if there are as many. */
  take(points: number): boolean;
  giveBack(points: number): void;
  /** Somebody else took all but so many. */
  drain(left: number): void;
  status(): ThrottleStatus;
};

export type Plan = { bucket: number; restoreRate: number };

export function createBucket(plan: Plan, realNow: () => number): Bucket {
  let level = plan.bucket;
  let filledAt = realNow();

  function refill(): void {
    const now = realNow();
    level = Math.min(plan.bucket, level + ((now - filledAt) / 1000) * plan.restoreRate);
    filledAt = now;
  }

  return {
    take(points) {
      refill();
      if (points > level) return false;
      level -= points;
      return true;
    },
    giveBack(points) {
      level = Math.min(plan.bucket, level + points);
    },
    drain(left) {
      refill();
      level = Math.min(level, left);
    },
    status() {
      refill();
      return { maximumAvailable: plan.bucket, currentlyAvailable: Math.floor(level), restoreRate: plan.restoreRate };
    },
  };
}
