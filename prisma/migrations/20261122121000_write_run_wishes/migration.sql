-- The score run that a write run last looked at everybody by.
ALTER TABLE "write_runs" ADD COLUMN "score_run_id" BIGINT;
