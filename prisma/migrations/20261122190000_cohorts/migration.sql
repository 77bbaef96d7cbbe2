-- What the cohorts of first purchases have brought, worked out after each run: of all customers, and of each group of a
-- split. One row a group, of which a page reads one.
CREATE TABLE "cohort_groups" (
    "shop_id" BIGINT NOT NULL,
    "run_id" BIGINT NOT NULL,
    "cut" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "cohorts" JSONB NOT NULL,

    CONSTRAINT "cohort_groups_pkey" PRIMARY KEY ("shop_id","run_id","cut","place")
);

-- AddForeignKey
ALTER TABLE "cohort_groups" ADD CONSTRAINT "cohort_groups_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "cohort_groups" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "cohort_groups" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
