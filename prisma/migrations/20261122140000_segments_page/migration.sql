-- Sums by stage, and neighbouring segments whose customers do not differ. Null in runs from before they were kept.
ALTER TABLE "score_runs" ADD COLUMN "stages" JSONB, ADD COLUMN "alike" JSONB;
