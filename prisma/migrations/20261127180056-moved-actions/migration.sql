-- AlterTable
ALTER TABLE "broadcast" ADD COLUMN     "action_version" INTEGER;
