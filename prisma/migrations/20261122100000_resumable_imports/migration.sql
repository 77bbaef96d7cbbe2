-- A file is taken in part by part: who goes on begins where the last part ended.
ALTER TABLE "imports" ADD COLUMN "file_position" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "imports" ADD COLUMN "scattered" BOOLEAN NOT NULL DEFAULT false;
