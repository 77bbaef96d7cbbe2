-- In which language the admin was when the app was first opened there.
ALTER TABLE "shops" ADD COLUMN "language" TEXT;
