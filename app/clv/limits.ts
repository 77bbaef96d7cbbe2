/** A limit cannot be told from the fit where its log-likelihood falls short by no more than this and this share. */
const SHORTFALL = 1e-6;
const SHORTFALL_SHARE = 1e-10;

/** A place where the likelihood may keep rising for ever: a simpler model inside the model. */
export type Limit<Params> = {
  name: string;
  /** Cheap first look: only then is the likelihood at the limit computed. */
  isNear: (params: Params) => boolean;
  /** Parameters inside the box that predict what the limit predicts. */
  reach: (params: Params) => Params;
};

type Reached<Params> = { params: Params; logLikelihood: number; boundary: string | null };

/**
 * Moves a fit onto every limit from which the data cannot tell it, and names them. A search that climbs towards a
 * limit stops somewhere on the way, where the slope has died out; the limit itself does not depend on where.
 */
export function reachLimits<Params>(
  limits: readonly Limit<Params>[],
  fitted: { params: Params; logLikelihood: number },
  likelihoodAt: (params: Params) => number,
): Reached<Params> {
  let { params, logLikelihood } = fitted;
  const names: string[] = [];
  for (const limit of limits) {
    if (!limit.isNear(params)) {
      continue;
    }
    const there = limit.reach(params);
    const likelihoodThere = likelihoodAt(there);
    if (likelihoodThere >= logLikelihood - SHORTFALL - SHORTFALL_SHARE * Math.abs(logLikelihood)) {
      params = there;
      logLikelihood = likelihoodThere;
      names.push(limit.name);
    }
  }
  return { params, logLikelihood, boundary: names.length > 0 ? names.join(", ") : null };
}
