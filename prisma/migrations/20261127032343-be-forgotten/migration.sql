-- AlterTable
ALTER TABLE "person" ADD COLUMN     "forgotten_at" TIMESTAMPTZ(3);

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
