-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "danger_at" TIMESTAMPTZ(3),
ADD COLUMN     "danger_sealed" BYTEA;
