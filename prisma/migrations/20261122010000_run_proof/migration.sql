-- What a run learnt of its own model (app/scoring/back-test.ts) and how its intervals were drawn (app/scoring/run-interval.ts).
ALTER TABLE "score_runs" ADD COLUMN "back_test" JSONB,
ADD COLUMN "interval" JSONB;

-- The ends of each customer's 80 % interval. NULL in rows of runs from before they were drawn.
ALTER TABLE "customer_scores" ADD COLUMN "predicted_lower_minor" BIGINT,
ADD COLUMN "predicted_upper_minor" BIGINT;
