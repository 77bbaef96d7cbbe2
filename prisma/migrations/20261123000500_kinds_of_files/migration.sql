-- What a file of customers holds: those of a list, or the best of them for look-alikes.
ALTER TABLE "customer_files" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'list';
