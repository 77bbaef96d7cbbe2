-- Tags of customers who are gone, of which nobody told where they went: each an array of names. The next write run looks for them.
ALTER TABLE "shops" ADD COLUMN "stray_tags" JSONB NOT NULL DEFAULT '[]';
-- The bulk query that looks for them, or null where none is under way and where more were noted since it began.
ALTER TABLE "shops" ADD COLUMN "stray_search_id" TEXT;
