-- Until when another process has taken it on to renew the session.
ALTER TABLE "shop_sessions" ADD COLUMN "renewing_until" TIMESTAMPTZ(3);

-- Since when Shopify takes the shop's token no more, and when the merchant gave it back by opening the app.
ALTER TABLE "shops" ADD COLUMN "access_lost_at" TIMESTAMPTZ(3), ADD COLUMN "access_back_at" TIMESTAMPTZ(3);
