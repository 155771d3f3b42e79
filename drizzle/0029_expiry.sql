CREATE TABLE "notice_preference" (
	"person_id" text NOT NULL,
	"topic" text NOT NULL,
	"by_mail" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notice_preference_person_id_topic_pk" PRIMARY KEY("person_id","topic"),
	CONSTRAINT "notice_preference_by_mail_known" CHECK ("notice_preference"."by_mail" in ('now','digest','none'))
);
--> statement-breakpoint
ALTER TABLE "notice_reader" ADD COLUMN "by_mail" text DEFAULT 'now' NOT NULL;--> statement-breakpoint
ALTER TABLE "notice_reader" ADD COLUMN "digested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "expiry_notice_days" integer[] DEFAULT '{7,1}' NOT NULL;--> statement-breakpoint
ALTER TABLE "notice_preference" ADD CONSTRAINT "notice_preference_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notice_reader_digest" ON "notice_reader" USING btree ("person_id") WHERE "notice_reader"."by_mail" = 'digest' and "notice_reader"."digested_at" is null;--> statement-breakpoint
ALTER TABLE "notice_reader" ADD CONSTRAINT "notice_reader_by_mail_known" CHECK ("notice_reader"."by_mail" in ('now','digest','none'));