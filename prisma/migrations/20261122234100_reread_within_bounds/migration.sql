-- What a comparison may cost that finds the same customers every night: how many orders it has read anew, and of whom
-- that mended nothing.
ALTER TABLE "reconciliations" ADD COLUMN "orders_reread" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "unmended" JSONB NOT NULL DEFAULT '{}';
