-- What the interval of a group of customers is made of (app/scoring/group-interval.ts). NULL in rows of runs from before it
-- was kept.
ALTER TABLE "customer_scores" ADD COLUMN "predicted_variance" DOUBLE PRECISION,
ADD COLUMN "log_nothing" DOUBLE PRECISION;
