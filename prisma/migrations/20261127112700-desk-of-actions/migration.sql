-- AlterTable
ALTER TABLE "action" ADD COLUMN     "changed_by_id" UUID,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "told_of" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "walk_ins" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "action_series" ADD COLUMN     "content" JSONB NOT NULL;

-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "action_id" UUID;
