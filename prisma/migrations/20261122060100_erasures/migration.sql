-- Whom and what a redaction has erased, so that a late event or an older file does not bring it back. No number stands
-- here, only a digest of it.
CREATE TABLE "erasures" (
    "shop_id" BIGINT NOT NULL,
    "digest" BYTEA NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("shop_id","digest")
);

-- AddForeignKey
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "erasures" ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "erasures" TO perennial_app USING (shop_id = nullif(current_setting('app.shop_id', true), '')::bigint);

-- The key is a setting of the app's connections and stands nowhere in the database: whoever has a copy of it cannot
-- try out numbers until a digest fits.
CREATE FUNCTION erasure_digest("shop" BIGINT, "kind" TEXT, "id" BIGINT) RETURNS BYTEA
LANGUAGE sql STABLE
RETURN sha256(convert_to(concat_ws('/', current_setting('app.erasure_key'), "shop", "kind", "id"), 'UTF8'));

-- Whether what is of this time is something that was erased later. In a shop where nothing was, no digest is worked out.
CREATE FUNCTION is_erased("shop" BIGINT, "kind" TEXT, "id" BIGINT, "at" TIMESTAMPTZ) RETURNS BOOLEAN
LANGUAGE sql STABLE
RETURN CASE
  WHEN NOT EXISTS (SELECT FROM erasures WHERE shop_id = "shop") THEN false
  ELSE EXISTS (SELECT FROM erasures WHERE shop_id = "shop" AND digest = erasure_digest("shop", "kind", "id") AND erased_at >= "at")
END;
