-- AlterTable: what was kept to the millisecond is cut to its day.
ALTER TABLE "answer_feedback" RENAME COLUMN "created_at" TO "created_on";
ALTER TABLE "answer_feedback" ALTER COLUMN "created_on" SET DATA TYPE DATE USING ("created_on" AT TIME ZONE 'UTC')::date;
