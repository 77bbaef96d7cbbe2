-- Who had writing paused or go on, and who had an import begin or end: the page of activity names them.
ALTER TABLE "shops" ADD COLUMN "writing_by" TEXT;
ALTER TABLE "imports" ADD COLUMN "asked_by" TEXT, ADD COLUMN "stopped_by" TEXT;
