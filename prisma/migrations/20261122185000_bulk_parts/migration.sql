-- A round's lines of one kind may be written by several bulk mutations at once.
ALTER TABLE "bulk_writes" ADD COLUMN "part" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "bulk_writes" DROP CONSTRAINT "bulk_writes_pkey";

ALTER TABLE "bulk_writes" ADD CONSTRAINT "bulk_writes_pkey" PRIMARY KEY ("shop_id", "kind", "part");
