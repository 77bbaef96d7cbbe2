-- Which list a file is of, so that who comes back can tell, null where something was typed to find it.
ALTER TABLE "customer_files" ADD COLUMN "address" TEXT;
