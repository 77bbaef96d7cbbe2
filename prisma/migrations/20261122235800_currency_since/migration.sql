-- Nobody is scored until an import that began after it is done: what counts in the new currency is not known before.
ALTER TABLE "shops" ADD COLUMN "currency_since" TIMESTAMPTZ(3);
