-- What is in the way of an import or a comparison is a code with its values, which a page has the words for.
ALTER TABLE "imports" ADD COLUMN "problem" JSONB;
ALTER TABLE "reconciliations" ADD COLUMN "problem" JSONB;

UPDATE "imports" SET "problem" = jsonb_build_object('code', 'unexpected', 'said', "error") WHERE "error" IS NOT NULL;
UPDATE "reconciliations" SET "problem" = jsonb_build_object('code', 'unexpected', 'said', "error") WHERE "error" IS NOT NULL;

ALTER TABLE "imports" DROP COLUMN "error";
ALTER TABLE "reconciliations" DROP COLUMN "error";
