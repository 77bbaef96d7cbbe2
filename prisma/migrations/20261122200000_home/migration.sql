-- How the shop goes and what it can expect, worked out after each run for the first page.
ALTER TABLE "score_runs" ADD COLUMN "overview" JSONB;

-- What a merchant has ticked off in the set-up guide, where no fact in the database says it, and whether it is put away.
CREATE TABLE "setup_guides" (
    "shop_id" BIGINT NOT NULL,
    "number_checked_at" TIMESTAMPTZ(3),
    "tags_chosen_at" TIMESTAMPTZ(3),
    "first_play_at" TIMESTAMPTZ(3),
    "hidden_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_guides_pkey" PRIMARY KEY ("shop_id")
);

-- AddForeignKey
ALTER TABLE "setup_guides" ADD CONSTRAINT "setup_guides_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "setup_guides" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "setup_guides" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);
